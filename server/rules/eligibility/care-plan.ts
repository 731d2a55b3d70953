import type { CarePlanFact } from "../../contract/index.ts";
import { dayOf } from "../calendar.ts";
import type { SourceId } from "../figures/sources.ts";
import { type Finding, met, mustBeTrue, unknown, unmet } from "../finding.ts";
import type { Rule, RuleGroup } from "../proof/rule.ts";
import type { Situation } from "../situation.ts";
import { lastDayThatWas } from "./life.ts";
import { withoutTimeZone } from "./time-zone.ts";

interface PlanRule {
  readonly id: string;
  readonly sentence: string;
  readonly source: SourceId;
  readonly judge: (plan: CarePlanFact, situation: Situation) => Finding;
}

/** A rule on a plan that exists: absent is not known, null is none. */
function onPlan({ id, sentence, source, judge }: PlanRule): Rule {
  return {
    id,
    sentence,
    source,
    reads: ["/care_plan"],
    judge(situation) {
      const { care_plan: plan } = situation.facts;
      if (plan === undefined) return unknown("care_plan", "whether there is a comprehensive care plan");
      if (plan === null || plan.exists === false) {
        return unmet("care_plan_missing", "There is no comprehensive care plan.");
      }
      return judge(plan, situation);
    },
  };
}

function isInForce({ exists, established }: CarePlanFact, { calendar, facts }: Situation): Finding {
  if (exists === undefined) return unknown("care_plan.exists", "whether the care plan exists");
  if (established === undefined) {
    return unknown("care_plan.established", "when the care plan was established");
  }
  if (established === null) return unmet("care_plan_missing", "The care plan is not established yet.");
  if (!calendar) return withoutTimeZone(facts);
  const day = dayOf(established, calendar);
  return day <= lastDayThatWas(facts, calendar)
    ? met(`The care plan was established on ${day}.`)
    : unmet(
        "care_plan_missing",
        `The care plan was established on ${day}, after the service or the calculation.`,
      );
}

function isApproved({ approved_by }: CarePlanFact, { practitioner }: Situation): Finding {
  const reason = "care_plan_not_practitioner_approved";
  if (approved_by === undefined) {
    return unknown("care_plan.approved_by", "whether the billing practitioner approved the care plan");
  }
  if (approved_by === null) return unmet(reason, "Nobody has approved the care plan.");
  if (practitioner === null) return unknown("billing_practitioner", "who bills");
  return approved_by === practitioner
    ? met("The billing practitioner approved the care plan.")
    : unmet(reason, "The care plan was approved by somebody other than the billing practitioner.");
}

/** A comprehensive electronic care plan, in force in the month, approved, with a copy given. */
export const carePlanInForce: RuleGroup = {
  id: "care_plan",
  sentence: "A comprehensive electronic care plan is in force, approved, and a copy was given.",
  source: "NGS",
  parts: [
    onPlan({
      id: "care_plan_established",
      sentence: "The plan is in force in the month; the month it is established in counts whole.",
      source: "CPT-DESC",
      judge: isInForce,
    }),
    onPlan({
      id: "care_plan_electronic",
      sentence: "The plan is electronic.",
      source: "INFOCUS-MLN",
      judge: ({ electronic }) =>
        mustBeTrue({
          value: electronic,
          fact: { what: "care_plan.electronic", missing: "whether the care plan is electronic" },
          because: "The care plan is electronic.",
          otherwise: { reason: "care_plan_not_electronic", detail: "The care plan is on paper." },
        }),
    }),
    onPlan({
      id: "care_plan_approved",
      sentence: "The billing practitioner approved the plan; staff may revise it, not develop it.",
      source: "NORIDIAN-NOV-2017",
      judge: isApproved,
    }),
    onPlan({
      id: "care_plan_copy",
      sentence: "The patient or caregiver has a copy of the plan.",
      source: "INFOCUS-MLN",
      judge: ({ copy_given_to_patient }) =>
        mustBeTrue({
          value: copy_given_to_patient,
          fact: {
            what: "care_plan.copy_given_to_patient",
            missing: "whether the patient or caregiver has a copy of the care plan",
          },
          because: "The patient or caregiver has a copy.",
          otherwise: {
            reason: "care_plan_copy_missing",
            detail: "Neither patient nor caregiver has a copy of the care plan.",
          },
        }),
    }),
  ],
};
