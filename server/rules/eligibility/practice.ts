import type { Practice } from "../../contract/index.ts";
import { mustBeTrue, type Requirement } from "../finding.ts";
import type { Rule } from "../proof/rule.ts";
import { pathOf } from "./path-of.ts";

function capability(
  practice: Practice | undefined,
  key: "access_24_7" | "certified_ehr",
  { because, otherwise }: Pick<Requirement, "because" | "otherwise">,
) {
  const fact = { what: pathOf(practice, "practice", key), missing: `whether it is so: ${because}` };
  return mustBeTrue({ value: practice?.[key], fact, because, otherwise });
}

/** An answering machine alone is no access. */
export const accessAtAllHours: Rule = {
  id: "access_24_7",
  sentence: "Clinicians with access to the record can be reached at all hours.",
  source: "AAPC",
  reads: ["/practice/access_24_7"],
  judge: ({ facts: { practice } }) =>
    capability(practice, "access_24_7", {
      because: "The practice gives access at all hours.",
      otherwise: { reason: "access_24_7_missing", detail: "The practice gives no access at all hours." },
    }),
};

/** Demographics, problems, medications and allergies are kept in certified technology. */
export const certifiedEhr: Rule = {
  id: "certified_ehr",
  sentence: "The practice uses certified EHR technology.",
  source: "NGS",
  reads: ["/practice/certified_ehr"],
  judge: ({ facts: { practice } }) =>
    capability(practice, "certified_ehr", {
      because: "The practice uses a certified EHR.",
      otherwise: { reason: "certified_ehr_missing", detail: "The practice uses no certified EHR." },
    }),
};
