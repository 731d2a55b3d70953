import type { FhirResource } from "fhir/r4";
import { isObject, valuesAt } from "../fhir/json.ts";
import type { AskedWrite, Refused } from "./flavour.ts";

/** One rule a note must keep, and what the EHR says when it does not. */
interface NoteRule {
  readonly says: string;
  readonly kept: (write: AskedWrite) => boolean;
  /** Only for a new note; without it for every change as well. */
  readonly onlyNew?: true;
}

const withTime = /^\d{4}-\d{2}-\d{2}T/;
const contentTypes = [
  "application/pdf",
  ...["text/plain", "text/richtext", "text/rtf", "text/html"].map(withCharset),
  ...["application/xml", "application/xhtml+xml"].map(withCharset),
];

const rules: readonly NoteRule[] = [
  { onlyNew: true, says: "status must be current.", kept: has("status", ["current"]) },
  {
    says: "status must be current or entered-in-error.",
    kept: has("status", ["current", "entered-in-error"]),
  },
  { onlyNew: true, says: "docStatus must be final.", kept: finished },
  {
    says: "docStatus must be final, amended or entered-in-error.",
    kept: has("docStatus", ["final", "amended", "entered-in-error"]),
  },
  { says: "type must be LOINC or code set 72, not both.", kept: ({ resource }) => oneKindOfType(resource) },
  {
    says: "subject must be a Patient.",
    kept: ({ resource }) => references(resource, "subject", /^Patient\//) === 1,
  },
  { says: "author must be the authorized Practitioner alone.", kept: byUser },
  {
    says: "authenticator is for systems only.",
    kept: ({ resource, user }) => user === null || valuesAt(resource, "authenticator").length === 0,
  },
  {
    says: "content must be exactly one.",
    kept: ({ resource }) => valuesAt(resource, "content").length === 1,
  },
  {
    says: `contentType must be one of ${contentTypes.join(", ")}.`,
    kept: has("content.attachment.contentType", contentTypes),
  },
  {
    says: "content.attachment.data is required.",
    kept: ({ resource }) => valuesAt(resource, "content.attachment.data").length === 1,
  },
  {
    says: "context.encounter must be at most one.",
    kept: ({ resource }) => valuesAt(resource, "context.encounter").length <= 1,
  },
  {
    says: "context.period.end is required, with a time.",
    kept: ({ resource }) =>
      valuesAt(resource, "context.period.end").some((end) => withTime.test(String(end))),
  },
];

/** What the DocumentReference page asks of a note; null when it keeps every rule. */
export function judgeNote(write: AskedWrite): Refused | null {
  if (write.type !== "DocumentReference") return null;
  const broken = rules.filter(
    ({ onlyNew, kept }) => !(onlyNew && write.interaction !== "create") && !kept(write),
  );
  if (broken.length === 0) return null;
  const issues = broken.map(({ says }) => ({
    severity: "error" as const,
    code: "business-rule" as const,
    diagnostics: says,
  }));
  return { status: 422, issues };
}

function withCharset(type: string): string {
  return `${type};charset=utf-8`;
}

function has(path: string, allowed: readonly string[]) {
  return ({ resource }: AskedWrite) => {
    const values = valuesAt(resource, path).map(String);
    return values.length > 0 && values.every((value) => allowed.includes(value));
  };
}

/** A person's note is final; a system's may come amended. */
function finished(write: AskedWrite): boolean {
  return has("docStatus", write.user === null ? ["final", "amended"] : ["final"])(write);
}

function oneKindOfType(resource: FhirResource): boolean {
  const codings = valuesAt(resource, "type.coding").filter(isObject);
  const loinc = codings.filter(({ system }) => system === "http://loinc.org").length;
  const own = codings.filter(({ system }) => /\/codeSet\/72$/.test(String(system))).length;
  return loinc > 0 ? own === 0 : own === 1;
}

function byUser({ resource, user }: AskedWrite): boolean {
  if (user === null) return true;
  const own = new RegExp(`(^|/)Practitioner/${user}$`);
  return valuesAt(resource, "author").length === 1 && references(resource, "author", own) === 1;
}

function references(resource: FhirResource, element: string, wanted: RegExp): number {
  return valuesAt(resource, `${element}.reference`).filter((one) => wanted.test(String(one))).length;
}
