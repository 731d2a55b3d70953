import type { Readiness } from "../../contract/index.ts";
import { billersOf } from "../conflicts/billed-services.ts";
import { visitNeed } from "../eligibility/initiating-visit.ts";
import { teachingActivities } from "../figures/activities.ts";
import { conflictingServices } from "../figures/conflicting-services.ts";
import { type ContestedPoint, contestedPoints } from "../figures/contested-points.ts";
import type { Situation } from "../situation.ts";
import type { MonthTime } from "../time/month-time.ts";
import { payingStaySpans } from "../time/stay-spans.ts";
import { concurrentEntries } from "./concurrent-entries.ts";

type Question = (situation: Situation, time: MonthTime, gaps: ReadonlySet<string>) => boolean;

const lostTo =
  (reason: string): Question =>
  (_, { excluded }) =>
    excluded.some((line) => line.reason === reason);

const billedByAnother =
  (point: ContestedPoint): Question =>
  (situation) =>
    conflictingServices.some(
      ({ whenOther, codes }) => whenOther?.contested === point && billersOf(codes, situation).has("another"),
    );

/** When each contested point bears on the month. */
const questions: Readonly<Record<ContestedPoint, Question>> = {
  complex_or_staff: ({ facts: { mdm } }, { minutes }) =>
    minutes.pooled >= 60 && minutes.pooled < 90 && (mdm?.level === "moderate" || mdm?.level === "high"),
  same_disease: ({ census }) => census !== null && census.counting.length >= 2 && census.diseases < 2,
  unsuccessful_contact: lostTo("unsuccessful_contact"),
  prior_authorization: lostTo("activity_uncertain"),
  concurrent_work: (_, { allocated }) => concurrentEntries(allocated).length > 0,
  same_day_visit: (_situation, _time, gaps) => gaps.has("same_day_em_review"),
  teaching_in_person: (_, { allocated }) =>
    allocated.some(
      ({ sifted: { recorded } }) =>
        recorded.entry.mode === "in_person" && teachingActivities.has(recorded.entry.activity ?? ""),
    ),
  work_after_revocation: lostTo("after_revocation"),
  anniversary: (situation) => {
    const need = visitNeed(situation);
    return need.needed === false && need.anniversary;
  },
  observation_stay: (situation, { excluded }) =>
    excluded.some(({ reason }) => reason === "during_facility_stay") &&
    situation.calendar !== null &&
    payingStaySpans(situation, situation.calendar).some(({ observation }) => observation),
  oversight_or_esrd_by_another: billedByAnother("oversight_or_esrd_by_another"),
  apcm_by_another: billedByAnother("apcm_by_another"),
};

/** The points on which sources differ that bear on this month, each with the default taken. */
export function contestedIn(
  situation: Situation,
  time: MonthTime,
  gaps: ReadonlySet<string>,
): Readiness["contested"] {
  return Object.entries(contestedPoints)
    .filter(([id]) => isPoint(id) && questions[id](situation, time, gaps))
    .map(([, point]) => ({ ...point }));
}

const isPoint = (id: string): id is ContestedPoint => id in contestedPoints;
