/** One command of the `caremonth` program. */
export interface Command {
  readonly synopsis: string;
  readonly purpose: string;
  /** Answers the exit code: 0 done, 1 something was refused or found wrong. Throws Refusal for 1, WrongUsage for 2. */
  run(args: readonly string[]): Promise<number>;
}

/** The command was called in a way it does not know, or with a file it cannot use. */
export class WrongUsage extends Error {}
