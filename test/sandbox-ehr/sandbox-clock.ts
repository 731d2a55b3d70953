/** The sandbox's clock: the one it was started with, set forward as far as somebody likes. */
export class SandboxClock {
  readonly #base: () => Date;
  #ahead = 0;

  constructor(base: () => Date) {
    this.#base = base;
  }

  /** How far it runs ahead, in milliseconds. */
  get ahead(): number {
    return this.#ahead;
  }

  readonly now = (): Date => new Date(this.#base().getTime() + this.#ahead);

  /** Negative turns it back. */
  move(milliseconds: number): void {
    this.#ahead += milliseconds;
  }
}
