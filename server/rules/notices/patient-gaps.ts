import type { Gap } from "../../contract/index.ts";
import { dayOf, yearBefore } from "../calendar.ts";
import { named } from "../eligibility/conditions.ts";
import { distinctDiseases, icd10Of } from "../eligibility/distinct-diseases.ts";
import type { Situation } from "../situation.ts";
import { gap, gapIf } from "./gap.ts";

/** What a person should know of the patient's conditions, risk, coverage, death and visits. */
export function patientGaps(situation: Situation): Gap[] {
  const { facts } = situation;
  return [
    ...conditionGaps(situation),
    ...gapIf(
      facts.risk_documented === false,
      "risk_not_documented",
      "The significant risk is not documented.",
    ),
    ...gapIf(
      facts.patient?.qmb === true,
      "qmb_no_cost_sharing",
      "The patient is a Qualified Medicare Beneficiary and owes no cost sharing.",
    ),
    ...deathGap(situation),
    ...notSeenGap(situation),
    ...hospiceGap(situation),
  ];
}

function conditionGaps({ census }: Situation): Gap[] {
  if (!census) return [];
  const { counting, provisional, diseases, possibleDiseases } = census;
  const coded = distinctDiseases(counting.filter((condition) => icd10Of(condition) !== undefined)).fewest;
  return [
    ...gapIf(provisional.length > 0, "confirm_condition", `Not confirmed: ${named(provisional)}.`),
    ...gapIf(
      diseases === 1 && possibleDiseases === 1,
      "consider_pcm",
      "Exactly one chronic condition is confirmed.",
    ),
    ...gapIf(
      coded < 2,
      "claim_icd10_missing",
      `${coded} of 2 conditions have an ICD-10-CM code; the claim needs them.`,
    ),
  ];
}

function deathGap({ facts: { patient }, calendar }: Situation): Gap[] {
  if (!patient?.deceased || !calendar) return [];
  const day = dayOf(patient.deceased, calendar);
  const inMonth = calendar.firstDay <= day && day <= calendar.lastDay;
  return gapIf(inMonth, "date_of_service_not_after_death", `The patient died on ${day}.`);
}

function notSeenGap({ facts: { last_visit_any: seen }, calendar }: Situation): Gap[] {
  if (!seen || !calendar) return [];
  const day = dayOf(seen, calendar);
  const longAgo = day < yearBefore(calendar.firstDay);
  return gapIf(longAgo, "not_seen_over_12_months", `The last known visit was on ${day}.`);
}

function hospiceGap({ facts: { hospice }, calendar }: Situation): Gap[] {
  if (!hospice?.elected || !calendar || hospice.ccm_related_to_terminal_illness !== false) return [];
  if (dayOf(hospice.elected, calendar) > calendar.lastDay) return [];
  return [
    gap(
      "hospice_modifier_gv_or_gw",
      "The patient elected hospice and CCM is unrelated to the terminal illness.",
    ),
  ];
}
