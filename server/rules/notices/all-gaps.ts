import type { Gap, Readiness } from "../../contract/index.ts";
import { unrecognisedFields } from "../proof/unrecognised-fields.ts";
import { once } from "../proof/verdict.ts";
import type { Situation } from "../situation.ts";
import type { MonthTime } from "../time/month-time.ts";
import { apcmGap } from "./apcm-gap.ts";
import { carePlanGaps } from "./care-plan-gaps.ts";
import { consentGaps } from "./consent-gaps.ts";
import { gapIf } from "./gap.ts";
import { patientGaps } from "./patient-gaps.ts";
import { serviceGaps } from "./service-gaps.ts";
import { timeGaps } from "./time-gaps.ts";

/** What the rest of the answer says that a gap depends on. */
interface Said extends Pick<Readiness, "amount_usd"> {
  /** Everything CCM asks but time is met. */
  readonly stands: boolean;
  /** Part of what the month supports is already billed by us. */
  readonly corrects: boolean;
}

/** Every soft finding of the month, each code once. A gap never makes a code ready or blocked. */
export function allGaps(situation: Situation, time: MonthTime, said: Said): Gap[] {
  const strangers = unrecognisedFields(situation.facts);
  const gaps = [
    ...patientGaps(situation),
    ...consentGaps(situation),
    ...carePlanGaps(situation),
    ...serviceGaps(situation),
    ...timeGaps(situation, time),
    ...apcmGap(situation, said),
    ...gapIf(said.corrects, "corrected_claim_needed", "Part of this month's CCM is already billed."),
    ...gapIf(strangers.length > 0, "unrecognised_field", `Not in the contract: ${strangers.join(", ")}.`),
  ];
  return once(gaps, ({ code }) => code);
}
