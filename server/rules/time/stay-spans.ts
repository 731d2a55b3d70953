import { type MonthCalendar, type Span, spanOf } from "../calendar.ts";
import type { Situation } from "../situation.ts";

/** A stay that pays for care management. While its end is not known it is taken as open. */
export interface StaySpan {
  readonly span: Span;
  readonly endKnown: boolean;
  readonly observation: boolean;
}

/** The paying stays; a day alone covers that whole day, `to: null` goes on. */
export function payingStaySpans({ facts, figures }: Situation, calendar: MonthCalendar): StaySpan[] {
  return (facts.stays ?? [])
    .filter(({ type }) => figures.payingStays.has(type))
    .map(({ type, from, to }) => ({
      span: {
        from: spanOf(from, calendar).from,
        to: to ? spanOf(to, calendar).to : Number.POSITIVE_INFINITY,
      },
      endKnown: to !== undefined,
      observation: type === "observation",
    }));
}
