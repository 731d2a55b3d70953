import type { Undetermined, Visit } from "../../contract/index.ts";
import { dayOf, type MonthCalendar, yearBefore } from "../calendar.ts";
import { contactsWithoutPractitionerVisit, practitionerVisits } from "../figures/visits.ts";
import { type Finding, met, unknown, unmet } from "../finding.ts";
import type { Rule } from "../proof/rule.ts";
import type { Situation } from "../situation.ts";
import { lastDayThatWas } from "./life.ts";
import { missingTimeZone } from "./time-zone.ts";

/** Whether CCM needed an initiating visit, and what nobody knows of that. */
export type VisitNeed =
  | { readonly needed: false; readonly because: string; readonly anniversary: boolean }
  | { readonly needed: true }
  | { readonly needed: "unknown"; readonly missing: Undetermined };

/**
 * None is needed when the billing practitioner saw the patient within one year before CCM started, the
 * anniversary included. It is asked once, at the start. Source: CHARTSPAN.
 */
export function visitNeed({ facts, calendar, practitioner }: Situation): VisitNeed {
  const { ccm_enrollment_start: start, last_face_to_face_before_enrollment: seen } = facts;
  if (start === null || seen === null || isNoVisitOfOurs(seen, practitioner)) return { needed: true };
  if (start === undefined) return lacking("ccm_enrollment_start", "when CCM started");
  if (seen === undefined) {
    return lacking("last_face_to_face_before_enrollment", "the last visit before CCM started");
  }
  if (!calendar) return { needed: "unknown", missing: missingTimeZone(facts) };
  if (!seen.date) return lacking("last_face_to_face_before_enrollment.date", "when that visit was");
  const day = dayOf(seen.date, calendar);
  const earliest = yearBefore(start);
  if (day < earliest || day > start) return { needed: true };
  return seenBy(seen, practitioner, { day, anniversary: day === earliest });
}

/** Known not to be the billing practitioner's, or not face to face, whenever it was. */
const isNoVisitOfOurs = (seen: Visit | undefined, practitioner: string | null): boolean =>
  (seen?.by !== undefined && practitioner !== null && seen.by !== practitioner) ||
  (seen?.code !== undefined && contactsWithoutPractitionerVisit.has(seen.code));

/** A visit without a code is taken for what its name says: face to face. */
function seenBy(
  { by, code }: Visit,
  practitioner: string | null,
  { day, anniversary }: { day: string; anniversary: boolean },
): VisitNeed {
  if (practitioner === null) return lacking("billing_practitioner", "who bills");
  if (by === undefined) {
    return lacking("last_face_to_face_before_enrollment.by", "who saw the patient before CCM started");
  }
  if (code && !practitionerVisits.has(code)) {
    return lacking("last_face_to_face_before_enrollment.code", `whether ${code} was a visit face to face`);
  }
  const because = `The billing practitioner saw the patient on ${day}, within a year before CCM started.`;
  return { needed: false, because, anniversary };
}

const lacking = (what: string, missing: string): VisitNeed => ({
  needed: "unknown",
  missing: { what, missing },
});

/** The visit on record as an initiating visit, whether or not one was needed. */
export function visitOnRecord(situation: Situation): Finding {
  const { initiating_visit: visit } = situation.facts;
  if (visit === undefined) return unknown("initiating_visit", "whether there was an initiating visit");
  if (visit === null) return unmet("initiating_visit_missing", "There was no initiating visit.");
  return qualifies(visit, situation);
}

function qualifies(visit: Visit, situation: Situation): Finding {
  const faults = faultsOf(visit, situation);
  if (faults.length > 0) return unmet("initiating_visit_missing", `${faults.join("; ")}.`);
  const open = openOf(visit, situation);
  if (open.length > 0) return { status: "unknown", missing: open };
  return met("A qualifying initiating visit by the billing practitioner is on record.");
}

function faultsOf({ code, by, ccm_discussed, date }: Visit, situation: Situation): string[] {
  const { figures, practitioner, calendar } = situation;
  const faults: string[] = [];
  if (code !== undefined && !figures.initiatingVisits.has(code)) {
    faults.push(`A visit coded ${code} does not initiate CCM`);
  }
  if (by !== undefined && practitioner !== null && by !== practitioner) {
    faults.push("The visit was by another practitioner");
  }
  if (ccm_discussed === false) faults.push("CCM was not discussed at the visit");
  if (calendar && date) faults.push(...wrongDate(dayOf(date, calendar), calendar, situation));
  return faults;
}

function wrongDate(day: string, calendar: MonthCalendar, { facts }: Situation): string[] {
  const start = facts.ccm_enrollment_start;
  if (day > calendar.lastDay) return [`The visit on ${day} is after the service month`];
  if (day > lastDayThatWas(facts, calendar)) return [`The visit on ${day} is after death or the calculation`];
  return start && day < yearBefore(start) ? [`The visit on ${day} is over a year before CCM started`] : [];
}

function openOf({ date, code, by, ccm_discussed }: Visit, { practitioner, calendar, facts }: Situation) {
  return [
    { absent: !date, what: "initiating_visit.date", missing: "when the initiating visit was" },
    { absent: code === undefined, what: "initiating_visit.code", missing: "the kind of visit" },
    { absent: by === undefined, what: "initiating_visit.by", missing: "who made the initiating visit" },
    {
      absent: ccm_discussed === undefined,
      what: "initiating_visit.ccm_discussed",
      missing: "whether CCM was discussed at the initiating visit",
    },
    { absent: practitioner === null, what: "billing_practitioner", missing: "who bills" },
    { absent: !calendar, ...missingTimeZone(facts) },
    {
      absent: facts.ccm_enrollment_start === undefined,
      what: "ccm_enrollment_start",
      missing: "when CCM started",
    },
  ].flatMap(({ absent, what, missing }) => (absent ? [{ what, missing }] : []));
}

/** A face-to-face visit at which CCM was discussed opens CCM for a patient not seen within a year. */
export const initiatingVisit: Rule = {
  id: "initiating_visit",
  sentence: "A patient not seen within a year before CCM starts has a qualifying initiating visit.",
  source: "CHARTSPAN",
  reads: ["/initiating_visit", "/last_face_to_face_before_enrollment", "/ccm_enrollment_start"],
  judge(situation) {
    const need = visitNeed(situation);
    if (need.needed === false) return met(need.because);
    const visit = visitOnRecord(situation);
    if (need.needed === true || visit.status === "met") return visit;
    const open = visit.status === "unknown" ? visit.missing : [];
    return { status: "unknown", missing: [need.missing, ...open] };
  },
};
