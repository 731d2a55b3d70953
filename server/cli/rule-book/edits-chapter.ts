import type { Policy } from "../../contract/index.ts";
import { table } from "./markdown.ts";

const fields: readonly (readonly [string, string])[] = [
  ["id", "a word of its own; named in the answer"],
  ["payer", "`medicare_ffs`, `medicare_advantage` or `commercial`, as in the facts"],
  ["plan", "the plan as `payer.plan` names it, whatever its capitals; left out: every plan of that type"],
  ["from, to", "first and last service month; without `to` until further notice"],
  ["codes", "the codes it is about"],
  ["with", "left out: always; else only in a month in which one of these is billed as well"],
  ["effect", "`block`: not ready, reason `payer_edit`. `warn`: gap `payer_edit_warning`. `allow`: see below"],
  [
    "requires",
    "`prior_authorization` with the parts that must be on file: `number`, `dates` (from the month's first day to the last a service can have), `units` (no more units are ready than authorised). What is on file stands in the facts as `prior_authorizations`",
  ],
  ["reason", "a sentence a biller can read"],
  ["source", "document, section, url (null where there is none) and the day it was read"],
];

const source = {
  document: "Plan provider manual",
  section: "care management",
  url: null,
  read: "2026-03-02",
};
const ccm = ["99490", "99439", "99491", "99437", "99487", "99489"];

/** Examples of what a practice adds; a test holds them to the schema. */
export const examplePolicy: Policy = {
  payer_edits: [
    {
      id: "tcm-same-month",
      payer: "medicare_advantage",
      plan: "Sunrise Gold",
      from: "2026-01",
      codes: ccm,
      with: ["99495", "99496"],
      effect: "block",
      reason: "This plan denies CCM in a month with transitional care management.",
      source,
    },
    {
      id: "prior-authorization",
      payer: "medicare_advantage",
      plan: "Sunrise Gold",
      from: "2026-01",
      to: "2026-12",
      codes: ccm,
      effect: "block",
      requires: { prior_authorization: ["number", "dates", "units"] },
      reason: "This plan pays CCM with a prior authorisation only.",
      source,
    },
  ],
};

/** The format of payer edits, and what they can and cannot do. */
export function editsChapter(): string {
  return `## Payer edits

\`caremonth evaluate --policy FILE\` reads edits of a practice's payers from JSON
(docs/schema/policy.schema.json). They are part of the answer's hash.

${table(["field", "what it says"], fields)}

- A block stands, whatever else allows.
- \`allow\` is for plans, never for Medicare fee for service, and names the base codes of all three families and the
  services of \`with\`: it lifts the exclusion of those services in the same month, and nothing else. Consent, time, units,
  coverage and every other prerequisite stay; a commercial payer stays \`not_medicare\`.
- Where nobody knows the payer or the plan, or a part of an authorisation, and the edit would bite, the code is withheld
  as not known, never refused.
- A service of \`with\` that is only asked for raises \`payer_edit_warning\`.

\`\`\`json
${JSON.stringify(examplePolicy, null, 2)}
\`\`\``;
}
