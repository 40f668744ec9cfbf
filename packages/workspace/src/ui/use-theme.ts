import { type ThemeChoice, readUi, useUi } from './ui-state.ts';
import { useMedia } from './use-media.ts';

const DARK = '(prefers-color-scheme: dark)';

const themeOf = (choice: ThemeChoice, systemDark: boolean): 'dark' | 'light' =>
  choice === 'system' ? (systemDark ? 'dark' : 'light') : choice;

/**
 * Writes the theme in force to the page, now and whenever it changes. Called once, before anything is drawn: the page has the new
 * tokens before any part, the world among them, reads them.
 */
export function followTheme(): void {
  const system = matchMedia(DARK);
  const apply = (): void => {
    document.documentElement.dataset.theme = themeOf(readUi().theme, system.matches);
  };
  apply();
  useUi.subscribe(apply);
  system.addEventListener('change', apply);
}

/** The theme in force. */
export function useTheme(): 'dark' | 'light' {
  const choice = useUi((ui) => ui.theme);
  return themeOf(choice, useMedia(DARK));
}
