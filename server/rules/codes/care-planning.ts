import type { BlockedCode, CodeUnits, Criterion, Undetermined } from "../../contract/index.ts";
import { dayOf } from "../calendar.ts";
import { billersOf } from "../conflicts/billed-services.ts";
import { editsOnCode } from "../edits/edits-on-code.ts";
import { visitOnRecord } from "../eligibility/initiating-visit.ts";
import { missingTimeZone } from "../eligibility/time-zone.ts";
import { carePlanningCode } from "../figures/ccm-codes.ts";
import { all, type Finding, known, met, mustBeTrue, unknown, unmet } from "../finding.ts";
import type { Rule, RuleGroup } from "../proof/rule.ts";
import { judge } from "../proof/verdict.ts";
import type { Situation } from "../situation.ts";
import type { FamilyQuestion } from "./family.ts";

/** What care planning beside the initiating visit says of the month; empty where nobody asks for it. */
export interface CarePlanningAnswer {
  readonly codes: readonly CodeUnits[];
  readonly blocked: readonly BlockedCode[];
  readonly criteria: readonly Criterion[];
  readonly undetermined: readonly Undetermined[];
  /** The day of the visit it belongs to. */
  readonly reachedOn: string | null;
}

const nothing: CarePlanningAnswer = {
  codes: [],
  blocked: [],
  criteria: [],
  undetermined: [],
  reachedOn: null,
};

/** Asked for only; it takes no minutes of CCM and goes together with any family, or with none. */
export function carePlanning({ situation, standing, requested }: FamilyQuestion): CarePlanningAnswer {
  const isEvaluated = situation.figures.edition.evaluates.has("care_planning");
  if (!isEvaluated || !requested.includes(carePlanningCode)) return nothing;
  const verdict = judge(besideInitiatingVisit, situation, [carePlanningCode]);
  const edits = editsOnCode(carePlanningCode, situation);
  const isMet = all([...standing, verdict].map(({ criterion }) => criterion.status)) === "met";
  const isReady = isMet && edits.units >= 1;
  const reasons = [
    ...standing.flatMap((one) => one.reasons),
    ...verdict.reasons,
    ...(edits.units < 1 ? edits.reasons : []),
  ];
  return {
    codes: isReady ? [{ code: carePlanningCode, units: 1 }] : [],
    blocked: reasons.map((reason) => ({ code: carePlanningCode, ...reason })),
    criteria: [verdict.criterion],
    undetermined: [...verdict.missing, ...edits.missing],
    reachedOn: isReady ? (situation.facts.initiating_visit?.date ?? null) : null,
  };
}

const visitThisMonth: Rule = {
  id: "care_planning_visit",
  sentence: "The initiating visit of CCM took place in the month.",
  source: "NGS",
  reads: ["/initiating_visit"],
  judge(situation) {
    const visit = visitOnRecord(situation);
    if (visit.status === "unmet") return noVisit(visit.reasons.map(({ detail }) => detail).join(" "));
    return isOutsideMonth(situation) ? noVisit("The initiating visit was in another month.") : visit;
  },
};

const noVisit = (because: string) => unmet("g0506_no_initiating_visit", because);

function isOutsideMonth({ facts, calendar }: Situation): boolean {
  const date = facts.initiating_visit?.date;
  if (!date || !calendar) return false;
  const day = dayOf(date, calendar);
  return day < calendar.firstDay || calendar.lastDay < day;
}

const neverBefore: Rule = {
  id: "care_planning_once",
  sentence: "G0506 is billed once for a patient by a practitioner.",
  source: "CMS-FAQ-2022",
  reads: ["/g0506_previously_billed", "/other_services", "/prior_ccm_claims_this_month"],
  judge(situation) {
    const { g0506_previously_billed: before } = situation.facts;
    const thisMonth = billersOf(new Set([carePlanningCode]), situation);
    if (before || thisMonth.has("us")) return unmet("g0506_already_billed", billedBefore(before));
    if (before === undefined) return unknown("g0506_previously_billed", "whether G0506 was billed before");
    return thisMonth.has("unknown")
      ? unknown("other_services.by", "who billed G0506 in the month")
      : neverBilled;
  },
};

const neverBilled = met("G0506 was not billed before.");

const billedBefore = (before: string | boolean | null | undefined) =>
  typeof before === "string" ? `G0506 was billed on ${before}.` : "G0506 is billed already.";

const extensiveWork: Rule = {
  id: "care_planning_work",
  sentence: "The billing practitioner did extensive assessment and planning beyond the visit, in person.",
  source: "NGS",
  reads: ["/other_services"],
  judge({ facts }): Finding {
    const asked = (facts.other_services ?? []).filter(
      ({ code, status }) => code === carePlanningCode && status !== undefined,
    );
    const said = asked.map((one) => one.extensive_work_by_practitioner);
    return mustBeTrue({
      value: said.includes(true) || (said.includes(undefined) ? undefined : false),
      fact: {
        what: "other_services.extensive_work_by_practitioner",
        missing: "whether the practitioner's own work went beyond the visit",
      },
      because: "The practitioner's own work went beyond the visit.",
      otherwise: {
        reason: "g0506_no_extensive_work",
        detail: "The practitioner's own work did not go beyond the visit.",
      },
    });
  },
};

const dated: Rule = {
  id: "care_planning_month",
  sentence: "The month of the visit is counted at the practice.",
  source: "AAFP-2016",
  reads: ["/practice/timezone"],
  judge: ({ facts, calendar }) =>
    known(calendar ? [] : [missingTimeZone(facts)], "The month of the visit is known."),
};

/** What G0506 asks besides what CCM asks. */
export const besideInitiatingVisit: RuleGroup = {
  id: "care_planning",
  sentence:
    "G0506 belongs to an initiating visit of this month, is the first, and was the practitioner's own work.",
  source: "NGS",
  parts: [visitThisMonth, neverBefore, extensiveWork, dated],
};
