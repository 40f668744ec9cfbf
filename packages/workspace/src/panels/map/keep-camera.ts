import type { Key } from '@space/doc-schema';
import { boundZoom, type MapCamera } from './camera.ts';

const nameOf = (region: string, map: Key): string => `space:map:${region}:${map}`;

/** Where this person last looked at a map on this machine; undefined when they never did, or the browser keeps nothing. */
export function loadCamera(region: string, map: Key): MapCamera | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(nameOf(region, map)) ?? 'null');
    const { x, y, zoom } = (value ?? {}) as Partial<MapCamera>;
    return Number.isFinite(x) && Number.isFinite(y) && Number.isFinite(zoom)
      ? { x: x ?? 0, y: y ?? 0, zoom: boundZoom(zoom ?? 1) }
      : undefined;
  } catch {
    return undefined; // no storage, or what is there is damaged: the map is shown whole
  }
}

/** Keeps where this person looks at a map. A view is personal: it is in no document. */
export function saveCamera(region: string, map: Key, camera: MapCamera): void {
  try {
    localStorage.setItem(nameOf(region, map), JSON.stringify(camera));
  } catch {
    return; // a browser without storage: the map is shown whole next time
  }
}
