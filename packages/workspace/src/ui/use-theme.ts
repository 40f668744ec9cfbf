import { useLayoutEffect } from 'react';
import { useMedia } from './use-media.ts';
import { useUi } from './ui-state.ts';

/** The theme in force, written to the page so that tokens and scene follow it. */
export function useTheme(): 'dark' | 'light' {
  const choice = useUi((ui) => ui.theme);
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const theme = choice === 'system' ? (systemDark ? 'dark' : 'light') : choice;
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return theme;
}
