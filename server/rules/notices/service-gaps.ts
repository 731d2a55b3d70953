import type { Gap } from "../../contract/index.ts";
import { billersOf, requestedCodes } from "../conflicts/billed-services.ts";
import { type ConflictingService, conflictingServices } from "../figures/conflicting-services.ts";
import type { Situation } from "../situation.ts";
import { gapIf } from "./gap.ts";
import type { GapCode } from "./gap-texts.ts";

/** What to settle or to know about other services and payers of the month. */
export function serviceGaps(situation: Situation): Gap[] {
  const payer = situation.facts.payer?.type;
  return [
    ...gapIf(
      payer === "medicare_advantage" || payer === "commercial",
      "verify_plan_policy",
      "The plan may have edits of its own; this is the Medicare fee-for-service answer.",
    ),
    ...conflictingServices.flatMap((service) => gapsOf(service, situation)),
  ];
}

function gapsOf(service: ConflictingService, situation: Situation): Gap[] {
  const billers = billersOf(service.codes, situation);
  const asked = requestedCodes(situation.facts).some((code) => service.codes.has(code));
  return [
    ...maybe(service.whenSame, billers.has("us") || asked, "The same practitioner's in this month."),
    ...maybe(service.whenOther?.gap ?? null, billers.has("another"), "Billed by another practitioner."),
  ];
}

const maybe = (code: GapCode | null, holds: boolean, detail: string) =>
  code === null ? [] : gapIf(holds, code, detail);
