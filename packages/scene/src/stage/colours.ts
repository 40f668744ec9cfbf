import { Color } from 'three';

/** Pigments of things that choose their own second colour. The same in both themes: light does the rest. */
export const PIGMENT = {
  chalk: '#efe8dc',
  sand: '#dcc6a4',
  terracotta: '#c8745b',
  coral: '#e0a08c',
  mustard: '#dfb96e',
  sage: '#a3bba2',
  moss: '#75987f',
  teal: '#6a9aa3',
  slate: '#7c88a4',
  plum: '#94809f',
  ink: '#3a3d54',
  bark: '#8a6a55',
} as const;

/** The warm light of lamps and windows. */
export const WARM = '#ffc98a';

/** The world's tokens as three.js colours, and what else differs between dusk and morning. */
export interface WorldColours {
  readonly dark: boolean;
  readonly zenith: Color;
  readonly high: Color;
  readonly low: Color;
  readonly horizon: Color;
  readonly sun: Color;
  readonly skyLight: Color;
  readonly groundLight: Color;
  readonly ground: Color;
  readonly groundHigh: Color;
  readonly grid: Color;
  readonly ridge: Color;
  readonly axisX: Color;
  readonly axisY: Color;
  readonly axisZ: Color;
  readonly link: Color;
  readonly ghost: Color;
  readonly accent: Color;
  /** Index 1 to 12, as the theme shows a person. */
  readonly person: readonly Color[];
  /** Index 1 to 12, as an avatar wears it in both themes; 0 is you. */
  readonly wear: readonly Color[];
}

const YOU_WEAR = '#4d78ea';

/**
 * Reads the world's colours from the tokens that hold at `host`. Called once per theme change; it asks the browser for computed
 * styles, so never in a frame.
 */
export function readColours(host: HTMLElement, theme: 'dark' | 'light'): WorldColours {
  const probe = document.createElement('i');
  host.append(probe);
  const token = (name: string, scheme: string = theme): Color => {
    probe.style.colorScheme = scheme;
    probe.style.color = `var(--${name})`;
    const parts =
      getComputedStyle(probe)
        .color.match(/[\d.]+/g)
        ?.map(Number) ?? [];
    return new Color().setRGB((parts[0] ?? 128) / 255, (parts[1] ?? 128) / 255, (parts[2] ?? 128) / 255, 'srgb');
  };
  const people = Array.from({ length: 12 }, (_, index) => `person-${index + 1}`);
  const colours: WorldColours = {
    dark: theme === 'dark',
    zenith: token('sky-zenith'),
    high: token('sky-high'),
    low: token('sky-low'),
    horizon: token('sky-horizon'),
    sun: token('sun-light'),
    skyLight: token('sky-light'),
    groundLight: token('ground-light'),
    ground: token('ground'),
    groundHigh: token('ground-high'),
    grid: token('grid-line'),
    ridge: token('ridge'),
    axisX: token('axis-x'),
    axisY: token('axis-y'),
    axisZ: token('axis-z'),
    link: token('link'),
    ghost: token('ghost'),
    accent: token('accent'),
    person: [token('accent'), ...people.map((name) => token(name))],
    wear: [new Color(YOU_WEAR), ...people.map((name) => token(name, 'dark'))],
  };
  probe.remove();
  return colours;
}
