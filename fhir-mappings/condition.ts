import type { ConditionFact } from "../server/contract/index.ts";
import { codeIn, codesIn, labelOf } from "./coding.ts";
import { at, listAt } from "./fhir-node.ts";
import { changedMeaning } from "./our-resource.ts";
import { ownReference } from "./references.ts";
import { aliases } from "./systems.ts";

/** A Condition as read: a fact for the rules, or why it is not one. */
export interface ReadCondition {
  readonly reference: string | undefined;
  readonly label: string;
  readonly reading:
    | { readonly kind: "fact"; readonly fact: ConditionFact }
    | { readonly kind: "not_evidence"; readonly why: string };
}

const clinicalStatuses = ["active", "recurrence", "relapse", "inactive", "remission", "resolved"];
const open = ["active", "recurrence", "relapse"];
const verifications = [
  "unconfirmed",
  "provisional",
  "differential",
  "confirmed",
  "refuted",
  "entered-in-error",
];

/** Reads one Condition. Its codes and statuses are passed on as they stand; counting is for the rules. */
export function readCondition(resource: unknown): ReadCondition {
  const label = labelOf(at(resource, "code")) ?? "A condition without a name";
  const why = whyNot(resource);
  return {
    reference: ownReference(resource),
    label,
    reading:
      why === undefined ? { kind: "fact", fact: factOf(resource, label) } : { kind: "not_evidence", why },
  };
}

function whyNot(resource: unknown): string | undefined {
  const changed = changedMeaning(resource);
  if (changed !== undefined) return changed;
  if (verificationOf(resource) === "entered-in-error") return "It was marked as entered in error.";
  const diagnosis = codesOf(resource, "category", aliases.conditionCategory).includes("encounter-diagnosis");
  return diagnosis && at(resource, "clinicalStatus") === undefined
    ? "It is the diagnosis of a visit, and nothing says it is still active."
    : undefined;
}

function codesOf(resource: unknown, element: string, names: readonly string[]): readonly string[] {
  return listAt(resource, element).flatMap((one) => codesIn(one, names));
}

function factOf(resource: unknown, label: string): ConditionFact {
  const icd10 = codeIn(at(resource, "code"), aliases.icd10cm);
  const snomed = codeIn(at(resource, "code"), aliases.snomed);
  const clinical = clinicalOf(resource);
  const verification = verificationOf(resource);
  return {
    ...(icd10 === undefined ? {} : { icd10: dotted(icd10) }),
    ...(snomed === undefined ? {} : { snomed }),
    label,
    ...(clinical === undefined ? {} : { clinical_status: clinical }),
    ...(verification === undefined ? {} : { verification_status: verification }),
  };
}

/** ICD-10-CM in its printed form: capitals, and a dot after the third character. */
function dotted(code: string): string {
  const bare = code.toUpperCase().replace(".", "").trim();
  return bare.length > 3 ? `${bare.slice(0, 3)}.${bare.slice(3)}` : bare;
}

/** The clinical status; not known where the record says both "active" and that it abated. */
function clinicalOf(resource: unknown): string | undefined {
  const code = codeIn(at(resource, "clinicalStatus"), aliases.conditionClinical);
  const status = clinicalStatuses.find((one) => one === code);
  return status !== undefined && open.includes(status) && abated(resource) ? undefined : status;
}

function abated(resource: unknown): boolean {
  return ["abatementDateTime", "abatementPeriod", "abatementAge", "abatementRange", "abatementString"].some(
    (element) => at(resource, element) !== undefined,
  );
}

function verificationOf(resource: unknown): string | undefined {
  const code = codeIn(at(resource, "verificationStatus"), aliases.conditionVerification);
  return verifications.find((one) => one === code);
}
