import type { MonthFacts } from "../../contract/index.ts";
import { met, unknown } from "../finding.ts";
import type { Rule, RuleGroup } from "../proof/rule.ts";
import { notInFacilityAllMonth } from "./facility-stay.ts";

type ListedFact = "time_entries" | "stays" | "other_services" | "prior_ccm_claims_this_month";

function listKnown(id: string, fact: ListedFact, words: string): Rule {
  return {
    id,
    sentence: `It is known: ${words}.`,
    source: "REASONING",
    reads: [`/${fact}`],
    judge: ({ facts }: { facts: MonthFacts }) =>
      facts[fact] === undefined ? unknown(fact, words) : met(`Known: ${words}.`),
  };
}

const stays = listKnown("stays_known", "stays", "the patient's stays in facilities");

/** A stay whose end nobody knows, and which may cover the month, withholds the codes as unread stays do. */
const staysKnown: Rule = {
  ...stays,
  judge(situation) {
    const inFacility = notInFacilityAllMonth.judge(situation);
    return inFacility.status === "unknown" && situation.calendar ? inFacility : stays.judge(situation);
  },
};

/** What must have been read before any code is ready. It says nothing of the patient's eligibility. */
export const monthRecord: RuleGroup = {
  id: "month_record",
  sentence: "The month's time, stays, other services and earlier claims are known.",
  source: "REASONING",
  parts: [
    listKnown("time_known", "time_entries", "the time recorded in the month"),
    staysKnown,
    listKnown("other_services_known", "other_services", "what else was billed or asked for in the month"),
    listKnown("prior_claims_known", "prior_ccm_claims_this_month", "CCM already billed for the month"),
  ],
};
