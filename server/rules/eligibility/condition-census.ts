import type { ConditionFact } from "../../contract/index.ts";
import { isNeverChronic } from "../figures/disease-groups.ts";
import { distinctDiseases } from "./distinct-diseases.ts";

/** What a problem list holds for CCM, by condition and by disease. */
export interface ConditionCensus {
  readonly counting: readonly ConditionFact[];
  /** Would count if what is not known of them were so. */
  readonly possible: readonly ConditionFact[];
  readonly provisional: readonly ConditionFact[];
  /** Distinct diseases of those that count, for certain: two that may be one are one. */
  readonly diseases: number;
  /** The same where nothing is certain: two that may be one are two, and what may count counts. */
  readonly possibleDiseases: number;
}

const present: ReadonlySet<string> = new Set(["active", "recurrence", "relapse"]);
const unsettled: ReadonlySet<string> = new Set(["provisional", "differential", "unconfirmed"]);

/** Sorts the conditions into those that count, may count, need confirming, and do not count. */
export function conditionCensus(conditions: readonly ConditionFact[]): ConditionCensus {
  const having = (standing: Standing) => conditions.filter((one) => standingOf(one) === standing);
  const counting = having("counts");
  const possible = having("unknown");
  return {
    counting,
    possible,
    provisional: having("provisional"),
    diseases: distinctDiseases(counting).fewest,
    possibleDiseases: distinctDiseases([...counting, ...possible]).most,
  };
}

type Standing = "counts" | "unknown" | "provisional" | "does_not_count";

function standingOf(condition: ConditionFact): Standing {
  const { clinical_status, verification_status, expected_12_months_or_until_death } = condition;
  if (isRuledOut(condition)) return "does_not_count";
  if (verification_status !== undefined && unsettled.has(verification_status)) return "provisional";
  const facts = [clinical_status, verification_status, expected_12_months_or_until_death];
  return facts.includes(undefined) ? "unknown" : "counts";
}

function isRuledOut(condition: ConditionFact): boolean {
  const { icd10, clinical_status, verification_status: verified } = condition;
  if (icd10 && isNeverChronic(icd10)) return true;
  if (clinical_status !== undefined && !present.has(clinical_status)) return true;
  if (verified !== undefined && verified !== "confirmed" && !unsettled.has(verified)) return true;
  return condition.expected_12_months_or_until_death === false;
}
