import { useState } from "react";

interface Line<T> {
  /** Stays with its line while others come and go, so that the focus does. */
  readonly id: number;
  readonly line: T;
}

/** A list that is typed line by line; `onChange` is told every list that comes of it. */
export function useLines<T>(start: readonly T[], onChange: (lines: readonly T[]) => void) {
  const [lines, setLines] = useState<readonly Line<T>[]>(() => start.map((line, id) => ({ id, line })));
  const set = (next: readonly Line<T>[]) => {
    setLines(next);
    onChange(next.map(({ line }) => line));
  };
  return {
    lines,
    add: (line: T) => set([...lines, { id: Math.max(-1, ...lines.map(({ id }) => id)) + 1, line }]),
    change: (id: number, line: T) => set(lines.map((one) => (one.id === id ? { id, line } : one))),
    remove: (id: number) => set(lines.filter((one) => one.id !== id)),
  };
}
