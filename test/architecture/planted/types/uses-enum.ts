// breaks: TS1294
/** A planted violation. */
export enum Side {
  Left,
}
