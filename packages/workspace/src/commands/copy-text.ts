import { showToast } from '../ui/toast.ts';

/** Puts text on the clipboard and says so; where the browser refuses, shows the text to copy by hand. */
export async function copyText(text: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast(said, { icon: 'check' });
  } catch {
    showToast(`The browser did not allow copying. The address is ${text}`, { icon: 'circle-alert' });
  }
}
