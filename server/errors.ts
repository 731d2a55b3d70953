import { type Problem, problems } from "./problems.ts";

export type ProblemCode = keyof typeof problems;

/** The status and words of a code. */
export function problemOf(code: ProblemCode): Problem {
  return problems[code];
}

/** An expected failure on its way to the error handler, which turns it into the answer. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  /** What in particular, in place of the code's general message. Without PHI. */
  readonly particular: string | undefined;

  constructor(code: ProblemCode, particular?: string) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.particular = particular;
  }

  /** What was refused and what to do, as one text. */
  inWords(): string {
    const { message, advice } = problemOf(this.code);
    return `${this.particular ?? message} ${advice}`;
  }
}
