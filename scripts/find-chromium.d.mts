/** Path of a Chrome or Chromium; on Debian and Ubuntu as root it is installed when missing. @throws SetupError that says how to get one. */
export function ensureChromium(): string;
