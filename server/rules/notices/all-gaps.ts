import type { BlockedCode, CodeUnits, Gap, Readiness } from "../../contract/index.ts";
import { unrecognisedFields } from "../proof/unrecognised-fields.ts";
import { once } from "../proof/verdict.ts";
import type { Situation } from "../situation.ts";
import type { MonthTime } from "../time/month-time.ts";
import { apcmGap } from "./apcm-gap.ts";
import { carePlanGaps } from "./care-plan-gaps.ts";
import { complexityGap } from "./complexity-gap.ts";
import { consentGaps } from "./consent-gaps.ts";
import { gapIf } from "./gap.ts";
import { patientGaps } from "./patient-gaps.ts";
import { payerEditGaps } from "./payer-edit-gaps.ts";
import { serviceGaps } from "./service-gaps.ts";
import { timeGaps } from "./time-gaps.ts";

/** What the rest of the answer says that a gap depends on. */
interface Said extends Pick<Readiness, "amount_usd"> {
  /** Everything CCM asks but time is met. */
  readonly stands: boolean;
  /** Part of what the month supports is already billed by us. */
  readonly corrects: boolean;
  /** A claim of ours from another family gives way to what is recommended. */
  readonly replaces: boolean;
  readonly blocked: readonly BlockedCode[];
  /** Every unit of every set that stands, recommended or not. */
  readonly supported: readonly CodeUnits[];
}

/** Every soft finding of the month, each code once. A gap never makes a code ready or blocked. */
export function allGaps(situation: Situation, time: MonthTime, said: Said): Gap[] {
  const strangers = unrecognisedFields(situation.facts);
  const gaps = [
    ...patientGaps(situation),
    ...consentGaps(situation),
    ...carePlanGaps(situation),
    ...complexityGap(situation, said.blocked),
    ...serviceGaps(situation),
    ...timeGaps(situation, time),
    ...payerEditGaps(situation, said.supported),
    ...apcmGap(situation, said),
    ...gapIf(said.corrects, "corrected_claim_needed", "Part of this month's CCM is already billed."),
    ...gapIf(
      said.replaces,
      "void_or_replace_prior_claim",
      "Another family of CCM is already billed for this month.",
    ),
    ...gapIf(
      said.blocked.some(({ reason }) => reason === "mue_cap"),
      "mue_review",
      "Time for more units is counted than Medicare's edit lets through.",
    ),
    ...gapIf(strangers.length > 0, "unrecognised_field", `Not in the contract: ${strangers.join(", ")}.`),
  ];
  return once(gaps, ({ code }) => code);
}
