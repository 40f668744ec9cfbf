import type { RegionMeasure } from '@space/doc-schema/regions';

/** What a region costs, in words. */
export interface SizeWords {
  readonly entities: string;
  readonly size: string;
  readonly opens: string;
  readonly used: string;
  /** From 0 to 1, for a bar. */
  readonly part: number;
  readonly tone: 'good' | 'near' | 'over';
}

const number = (value: number): string => value.toLocaleString('en');

/** Bytes in the unit a person would say. */
export function sayBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

const saySeconds = (seconds: number): string => (seconds < 0.1 ? 'less than 0.1 s' : `about ${seconds.toFixed(1)} s`);

/** Says what a region holds of what it may hold, and how long it takes to open. */
export function readSize(measure: RegionMeasure): SizeWords {
  const percent = Math.round(measure.used * 100);
  return {
    entities: `${number(measure.entities)} of ${number(measure.limits.entities)}`,
    size: `${sayBytes(measure.bytes)} of ${sayBytes(measure.limits.bytes)}`,
    opens: saySeconds(measure.secondsToOpen),
    used: percent < 1 ? 'Less than 1 % of what a world may hold' : `${percent} % of what a world may hold`,
    part: Math.min(1, measure.used),
    tone: measure.used > 1 ? 'over' : measure.used > 0.8 ? 'near' : 'good',
  };
}
