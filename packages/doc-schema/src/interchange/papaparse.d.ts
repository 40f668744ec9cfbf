/** What we use of papaparse; the published types bring Node's with them. */
declare module 'papaparse' {
  interface ParseFault {
    readonly code: string;
    readonly message: string;
    readonly row?: number;
  }
  interface ParseResult {
    readonly data: readonly (readonly string[])[];
    readonly errors: readonly ParseFault[];
  }
  const papa: {
    parse(text: string, config: { readonly skipEmptyLines: boolean }): ParseResult;
    unparse(rows: readonly (readonly string[])[], config: { readonly newline: string }): string;
  };
  export default papa;
}
