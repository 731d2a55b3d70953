import type { Readiness } from "../../contract/index.ts";
import { mayUseGeneralCode } from "../codes/general-code-answer.ts";
import type { Selection } from "../codes/selection.ts";
import { billersOf, requestedCodes } from "../conflicts/billed-services.ts";
import { visitNeed } from "../eligibility/initiating-visit.ts";
import { teachingActivities } from "../figures/activities.ts";
import { carePlanningCode } from "../figures/ccm-codes.ts";
import { conflictingServices } from "../figures/conflicting-services.ts";
import { type ContestedPoint, contestedPoints } from "../figures/contested-points.ts";
import { minuteCodes } from "../siblings/remote-monitoring.ts";
import type { SiblingTime } from "../siblings/sibling-time.ts";
import type { Situation } from "../situation.ts";
import type { MonthTime } from "../time/month-time.ts";
import { payingStaySpans } from "../time/stay-spans.ts";

interface Month {
  readonly situation: Situation;
  readonly time: MonthTime;
  readonly siblings: SiblingTime;
  readonly selection: Selection;
  readonly gaps: ReadonlySet<string>;
}

type Question = (month: Month) => boolean;

const lostTo =
  (reason: string): Question =>
  ({ time: { excluded } }) =>
    excluded.some((line) => line.reason === reason);

const billedByAnother =
  (point: ContestedPoint): Question =>
  ({ situation }) =>
    conflictingServices.some(
      ({ whenOther, codes }) => whenOther?.contested === point && billersOf(codes, situation).has("another"),
    );

/** When each contested point bears on the month. */
const questions: Readonly<Record<ContestedPoint, Question>> = {
  complex_not_evaluated: (month) => !evaluatesComplex(month) && supportsTwoFamilies(month),
  complex_or_staff: (month) =>
    evaluatesComplex(month) &&
    supportsTwoFamilies(month) &&
    month.selection.families.every(({ complexity }) => complexity?.criterion.status !== "unmet"),
  unlikely_units: ({ gaps }) => gaps.has("mue_review"),
  general_code_or_ccm: ({ situation, selection }) =>
    selection.chosen !== null && mayUseGeneralCode(situation),
  care_planning_in_rhc: ({ situation: { facts, figures } }) =>
    figures.edition.evaluates.has("care_planning") &&
    figures.nationalRatePractices.has(facts.practice?.type ?? "") &&
    requestedCodes(facts).includes(carePlanningCode),
  ranked_nationally: ({ selection }) => selection.byNationalAmounts,
  spoken_minutes_of_monitoring: ({ situation: { figures }, siblings: { rpm } }) =>
    figures.edition.evaluates.has("siblings") &&
    rpm.interactive.seconds > 0 &&
    unitsIn(figures, rpm.all.seconds) !== unitsIn(figures, rpm.interactive.seconds),
  same_disease: ({ situation: { census } }) =>
    census !== null && census.counting.length >= 2 && census.diseases < 2,
  unsuccessful_contact: lostTo("unsuccessful_contact"),
  prior_authorization: lostTo("activity_uncertain"),
  concurrent_work: ({ gaps }) => gaps.has("concurrent_entries_review"),
  same_day_visit: ({ gaps }) => gaps.has("same_day_em_review"),
  teaching_in_person: ({ time: { allocated } }) =>
    allocated.some(
      ({ sifted: { recorded } }) =>
        recorded.entry.mode === "in_person" && teachingActivities.has(recorded.entry.activity ?? ""),
    ),
  work_after_revocation: lostTo("after_revocation"),
  anniversary: ({ situation }) => {
    const need = visitNeed(situation);
    return need.needed === false && need.anniversary;
  },
  observation_stay: ({ situation, time: { excluded } }) =>
    excluded.some(({ reason }) => reason === "during_facility_stay") &&
    situation.calendar !== null &&
    payingStaySpans(situation, situation.calendar).some(({ observation }) => observation),
  oversight_or_esrd_by_another: billedByAnother("oversight_or_esrd_by_another"),
  apcm_by_another: billedByAnother("apcm_by_another"),
};

/** Sixty to 89 minutes of staff and practitioner together, and decisions said to be moderate or high. */
function supportsTwoFamilies({ situation: { facts }, time: { minutes } }: Month): boolean {
  const { level } = facts.mdm ?? {};
  return minutes.pooled >= 60 && minutes.pooled < 90 && (level === "moderate" || level === "high");
}

const unitsIn = ({ remoteMonitoring }: Situation["figures"], seconds: number) =>
  JSON.stringify(minuteCodes(remoteMonitoring, seconds));

const evaluatesComplex = ({ situation }: Month) => situation.figures.edition.evaluates.has("complex");

/** The points on which sources differ that bear on this month, each with the default taken. */
export function contestedIn(month: Month): Readiness["contested"] {
  return Object.entries(contestedPoints)
    .filter(([id]) => isPoint(id) && questions[id](month))
    .map(([, point]) => ({ ...point }));
}

const isPoint = (id: string): id is ContestedPoint => id in contestedPoints;
