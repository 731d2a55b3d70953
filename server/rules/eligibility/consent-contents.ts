import type { ConsentFact } from "../../contract/index.ts";
import { type Finding, met, unmet } from "../finding.ts";
import { pathOf } from "./path-of.ts";

const statements = [
  ["availability_and_cost_sharing", "availability of the service and cost sharing"],
  ["one_practitioner_per_month", "only one practitioner a month"],
  ["right_to_stop_end_of_month", "the right to stop at the end of a month"],
] as const;

/** Whether all three statements were explained; one that was not decides, then one nobody knows of. */
export function consentContents({ elements }: ConsentFact): Finding {
  const omitted = statements.filter(([key]) => elements?.[key] === false);
  if (omitted.length > 0) {
    const words = omitted.map(([, said]) => said).join("; ");
    return unmet("consent_incomplete", `The consent record lacks: ${words}.`);
  }
  const open = statements.filter(([key]) => elements?.[key] === undefined);
  if (open.length === 0) return met("All three statements were explained.");
  return {
    status: "unknown",
    missing: open.map(([key, said]) => ({
      what: pathOf(elements, "consent.elements", key),
      missing: `whether it was explained: ${said}`,
    })),
  };
}
