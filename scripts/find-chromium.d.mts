/** Path of a Chrome or Chromium; on Debian and Ubuntu as root it is installed when missing. @throws Error that says how to get one. */
export function ensureChromium(): string;
