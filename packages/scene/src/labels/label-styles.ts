/** The styles of what the world draws as DOM; on the workspace's tokens. */
export const WORLD_STYLES: string = `
.space-world { position: absolute; inset: 0; overflow: hidden; outline: none; touch-action: none; user-select: none; -webkit-user-select: none; background: var(--sky-horizon); }
.space-world:focus-visible:not([data-pointed])::after { content: ''; position: absolute; inset: 0; box-shadow: var(--focus-inside); pointer-events: none; z-index: var(--z-labels); }
.space-faces, .space-labels { position: absolute; inset: 0; overflow: hidden; pointer-events: none; }
.space-labels { z-index: var(--z-labels); contain: strict; }
.space-face { position: absolute; left: 0; top: 0; transform-origin: 0 0; pointer-events: auto; border-radius: 16px; overflow: hidden; background: var(--surface-1); color: var(--text-1); user-select: text; -webkit-user-select: text; backface-visibility: hidden; visibility: hidden; contain: layout paint; }
.space-face > .space-face-content { position: absolute; inset: 0; display: flex; flex-direction: column; transition: opacity var(--t-move) var(--ease-out); }
.space-face > .space-face-far { position: absolute; inset: 0; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 16px; padding: 24px; text-align: center; opacity: 0; pointer-events: none; transition: opacity var(--t-move) var(--ease-out); font: 620 44px/52px var(--font-ui); letter-spacing: -0.02em; }
.space-face[data-far] { pointer-events: none; }
.space-face[data-far] > .space-face-content { opacity: 0; visibility: hidden; }
.space-face[data-far] > .space-face-far { opacity: 1; }
.space-label { position: absolute; left: 0; top: 0; white-space: nowrap; max-width: 260px; overflow: hidden; text-overflow: ellipsis; opacity: 0; font: 560 12px/18px var(--font-ui); font-feature-settings: "cv11", "ss03", "calt"; }
.space-label[data-look=name] { display: flex; align-items: center; gap: 4px; height: 18px; padding: 0 6px; border-radius: 5px; background: var(--plate); color: var(--plate-text); }
.space-label[data-look=name] svg { width: 12px; height: 12px; stroke-width: 2; flex: none; }
.space-label[data-look=person] { height: 20px; padding: 0 7px; border-radius: 10px; font-size: 11px; line-height: 20px; font-weight: 620; background: var(--label-colour); color: var(--on-person); }
.space-label[data-look=tag] { height: 20px; padding: 0 7px; border-radius: 5px; font-size: 11px; line-height: 20px; background: var(--label-colour, var(--accent-solid)); color: var(--label-on, var(--on-accent)); }
.space-label[data-look=relation] { height: 14px; padding: 0 5px; border-radius: 7px; font-size: 10.5px; line-height: 14px; font-weight: 500; background: var(--surface-1); color: var(--text-2); box-shadow: 0 0 0 1px var(--line); }
.space-label[data-look=read] { height: 22px; padding: 0 7px; border-radius: 6px; line-height: 22px; font-variant-numeric: tabular-nums; background: var(--surface-1); color: var(--text-1); box-shadow: 0 0 0 1px var(--line), var(--elevation-1); white-space: pre; }
.space-label[data-look=axis] { font: 700 11px/1 var(--font-ui); color: var(--label-colour); text-shadow: 0 0 3px light-dark(#fff, #1a1b2c), 0 0 3px light-dark(#fff, #1a1b2c), 0 0 1px light-dark(#fff, #1a1b2c); }
.space-label[data-look=cursor] { z-index: 1; overflow: visible; color: var(--on-person); font-size: 11px; font-weight: 620; line-height: 18px; }
.space-label[data-look=cursor] > svg { position: absolute; left: 0; top: 0; fill: var(--label-colour); stroke: var(--surface-1); stroke-width: 1.5px; }
.space-label[data-look=cursor] > span { display: block; margin: 14px 0 0 12px; padding: 0 6px; border-radius: 9px; background: var(--label-colour); }
.space-notice { position: absolute; inset: 0; display: grid; place-items: center; padding: 24px; z-index: var(--z-labels); pointer-events: none; }
.space-notice > div { max-width: 420px; padding: 16px 20px; border-radius: var(--r-4); background: var(--danger-soft); color: var(--text-1); font: var(--text-13); box-shadow: var(--elevation-1); pointer-events: auto; user-select: text; }
.space-notice strong { display: block; margin-bottom: 4px; font-weight: var(--weight-title); color: var(--danger); }
`;
