/** What a command ends with besides 0. */
export const EXIT = { failed: 1, wrongUse: 2, unreachable: 3, notFound: 4 } as const;

/** A sentence for the person at the terminal, and the code the command ends with. */
export class Refusal extends Error {
  readonly exit: number;

  constructor(exit: keyof typeof EXIT, message: string) {
    super(message);
    this.name = 'Refusal';
    this.exit = EXIT[exit];
  }
}
