import { createHash } from "node:crypto";
import { assembleFacts } from "../../fhir-mappings/month-facts.ts";
import type { ChartType, Readiness, ReadOutcome } from "../../server/contract/index.ts";
import { evaluate } from "../../server/rules/evaluate.ts";
import { chart, inputOf, type Resources } from "./chart.builder.ts";

const word = { by: "Kim Ito", role: "care manager", on: "2026-03-31T20:00:00Z" };
const attested = {
  "/other_services": word,
  "/prior_ccm_claims_this_month": word,
  "/payer/part_b": word,
  "/patient/deceased": word,
};
const practice = {
  type: "physician_office",
  pos: "11",
  timezone: "America/New_York",
  access_24_7: true,
  certified_ehr: true,
} as const;
const digest = (text: string) => createHash("sha256").update(text).digest("hex");

/** What the documented month supports with some resources replaced and some reads ended otherwise. */
export function readinessOf(
  resources: Resources,
  outcomes: Partial<Record<ChartType, ReadOutcome>> = {},
): Readiness {
  const { facts } = assembleFacts(inputOf(chart(resources, outcomes), { attested, practice }));
  return evaluate({ month: "2026-03", facts }, { digest });
}

/** The codes alone. */
export function codesOf(...month: Parameters<typeof readinessOf>): string[] {
  return readinessOf(...month).codes.map(({ code }) => code);
}
