/** What an import takes. What is over a limit is reported and left where it is; nothing is cut short. */
export interface ImportLimits {
  readonly files: number;
  /** Of one text file. */
  readonly textBytes: number;
  /** Of one JSON or CSV file. */
  readonly dataBytes: number;
  /** Of all files together. */
  readonly totalBytes: number;
  /** Folders within folders. */
  readonly depth: number;
  readonly entities: number;
  readonly links: number;
}

/** 20,000 entities are what a region holds (DESIGN.md 2.7); a note of 1 MB is a book. */
export const IMPORT_LIMITS: ImportLimits = {
  files: 20_000,
  textBytes: 1_000_000,
  dataBytes: 64_000_000,
  totalBytes: 256_000_000,
  depth: 32,
  entities: 20_000,
  links: 200_000,
};
