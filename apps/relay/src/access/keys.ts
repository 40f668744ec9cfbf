import { createHash, timingSafeEqual } from 'node:crypto';

/** Region names: what fits a path, a database's name and a lock's name without escaping. */
const REGION = /^[A-Za-z0-9_-]{1,64}$/;

/** Whether a region of that name can exist. */
export const isRegionName = (name: string): boolean => REGION.test(name);

/** Compares an access key in a time that tells nothing about it. */
export function isKey(given: string | null, expected: string): boolean {
  return given !== null && timingSafeEqual(digest(given), digest(expected));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
