import type { Span } from "../calendar.ts";

/** Milliseconds in disjoint spans. */
export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + (to - from), 0);
}

export const overlap = (one: Span, other: Span): boolean => one.from < other.to && other.from < one.to;

export const contains = (outer: Span, inner: Span): boolean =>
  outer.from <= inner.from && inner.to <= outer.to;

/** What is left of disjoint spans when one stretch is cut out. */
export function minus(spans: readonly Span[], cut: Span): Span[] {
  return spans.flatMap((span) => {
    if (!overlap(span, cut)) return [span];
    const before = { from: span.from, to: Math.max(span.from, cut.from) };
    const after = { from: Math.min(span.to, cut.to), to: span.to };
    return [before, after].filter(({ from, to }) => from < to);
  });
}
