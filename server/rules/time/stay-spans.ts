import type { Stay } from "../../contract/index.ts";
import { type MonthCalendar, type Span, spanOf } from "../calendar.ts";
import type { Situation } from "../situation.ts";

/** A stay that pays for care management. While its end is not known it is taken as open. */
export interface StaySpan {
  readonly span: Span;
  readonly endKnown: boolean;
  readonly observation: boolean;
}

/** The paying stays that have a length; a day alone covers that whole day, `to: null` goes on. */
export function payingStaySpans({ facts, figures }: Situation, calendar: MonthCalendar): StaySpan[] {
  return (facts.stays ?? [])
    .filter(({ type }) => figures.payingStays.has(type))
    .map((stay) => staySpan(stay, calendar))
    .filter(({ span }) => span.from < span.to);
}

const ever = Number.POSITIVE_INFINITY;

/** Of a stay that ends before it begins one date is wrong: it may have lasted from the earlier one on. */
function staySpan({ type, from, to }: Stay, calendar: MonthCalendar): StaySpan {
  const observation = type === "observation";
  const begin = spanOf(from, calendar).from;
  if (!to) return { span: { from: begin, to: ever }, endKnown: to === null, observation };
  const end = spanOf(to, calendar);
  if (end.to <= begin && end.from < begin) {
    return { span: { from: end.from, to: ever }, endKnown: false, observation };
  }
  return { span: { from: begin, to: end.to }, endKnown: true, observation };
}
