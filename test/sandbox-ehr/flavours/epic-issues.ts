import type { OperationOutcomeIssue } from "fhir/r4";
import type { Refused } from "./flavour.ts";

const system = "urn:oid:1.2.840.114350.1.13.0.1.7.2.657369";

/** An issue with one of Epic's own numbers, out of the error table of its FHIR specifications. */
export function epicIssue(
  code: string,
  severity: OperationOutcomeIssue["severity"],
  text: string,
): OperationOutcomeIssue {
  const kind = severity === "fatal" ? "processing" : "informational";
  return { severity, code: kind, details: { coding: [{ system, code, display: text }], text } };
}

export function epicRefusal(code: string, text: string, status = 400): Refused {
  return { status, issues: [epicIssue(code, "fatal", text)] };
}
