import { type MonthCalendar, type Span, spanOf } from "../calendar.ts";
import { visitNeed } from "../eligibility/initiating-visit.ts";
import type { Situation } from "../situation.ts";
import type { ExclusionReason } from "./exclusion-reason.ts";
import { payingStaySpans } from "./stay-spans.ts";

/** A stretch in which no work counts. */
export interface ClosedTime {
  readonly reason: ExclusionReason;
  readonly span: Span;
  /** Whether a day without clock times falls to it when it only touches the stretch. */
  readonly takesTouchedDays: boolean;
}

const ever = Number.POSITIVE_INFINITY;

const before = (reason: ExclusionReason, to: number): ClosedTime => ({
  reason,
  span: { from: -ever, to },
  takesTouchedDays: false,
});

const after = (reason: ExclusionReason, from: number): ClosedTime => ({
  reason,
  span: { from, to: ever },
  takesTouchedDays: false,
});

/** Everything that closes part of the month, the deciding reason first. */
export function closedTimes(situation: Situation, calendar: MonthCalendar): ClosedTime[] {
  return [
    before("outside_service_month", calendar.from),
    after("outside_service_month", calendar.to),
    ...future(situation),
    ...aroundConsent(situation, calendar),
    ...beforeInitiatingVisit(situation, calendar),
    ...afterDeath(situation, calendar),
    ...duringStays(situation, calendar),
  ];
}

function future({ facts }: Situation): ClosedTime[] {
  return facts.as_of === undefined ? [] : [after("future_dated", Date.parse(facts.as_of))];
}

/** A consent dated by day leaves its whole day open, a revocation too. */
function aroundConsent({ facts: { consent } }: Situation, calendar: MonthCalendar): ClosedTime[] {
  const closed: ClosedTime[] = [];
  if (consent?.obtained) closed.push(before("before_consent", spanOf(consent.obtained, calendar).from));
  if (consent?.revoked) closed.push(after("after_revocation", spanOf(consent.revoked, calendar).to));
  return closed;
}

function beforeInitiatingVisit(situation: Situation, calendar: MonthCalendar): ClosedTime[] {
  const { initiating_visit: visit } = situation.facts;
  if (!visit?.date || visitNeed(situation).needed === false) return [];
  return [before("before_initiating_visit", spanOf(visit.date, calendar).from)];
}

function afterDeath({ facts: { patient } }: Situation, calendar: MonthCalendar): ClosedTime[] {
  return patient?.deceased ? [after("after_death", spanOf(patient.deceased, calendar).to)] : [];
}

function duringStays(situation: Situation, calendar: MonthCalendar): ClosedTime[] {
  return payingStaySpans(situation, calendar)
    .sort((one, other) => Number(other.endKnown) - Number(one.endKnown))
    .map(({ span, endKnown }) => ({
      span,
      reason: endKnown ? "during_facility_stay" : "not_known",
      takesTouchedDays: true,
    }));
}
