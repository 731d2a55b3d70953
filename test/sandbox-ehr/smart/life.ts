/** Something issued for a while. */
export interface Life {
  isOver(): boolean;
}

/**
 * A life that begins now, of so many seconds on the real clock and on the sandbox's, whichever runs further: a test
 * may move the one, or really wait.
 */
export function lifeOf(seconds: number, now: () => Date): Life {
  const ends = { real: Date.now() + seconds * 1000, sandbox: now().getTime() + seconds * 1000 };
  return { isOver: () => Date.now() >= ends.real || now().getTime() >= ends.sandbox };
}
