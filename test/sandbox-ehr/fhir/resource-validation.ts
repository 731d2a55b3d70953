import { evalFhirPath } from "@medplum/core";
import { Fhir } from "fhir";
import type { FhirResource, OperationOutcomeIssue } from "fhir/r4";
import { invariants } from "./invariants.ts";

// Two libraries, each for what it can do by itself. `fhir` carries the structures and value sets of R4.
// @medplum/core knows no resource type before a definitions package of 95 MB is loaded into it, so it does not
// check structures here; its FHIRPath evaluates the invariants, which `fhir` leaves out.
const validator = new Fhir();

/** What makes a resource invalid R4; empty when it may be stored. */
export function validationIssues(resource: FhirResource): OperationOutcomeIssue[] {
  const structure = structureIssues(resource);
  return structure.length > 0 ? structure : invariantIssues(resource);
}

function structureIssues(resource: FhirResource): OperationOutcomeIssue[] {
  const { messages } = validator.validate(resource, { errorOnUnexpected: true });
  const errors = messages.filter(
    ({ severity, location = "" }) => severity === "error" && !extendsPrimitive(location),
  );
  const issues = errors.map(({ location = "", message = "" }) => issueAt(location, message));
  return [...new Map(issues.map((issue) => [issue.diagnostics, issue])).values()];
}

/** `_birthDate` extends `birthDate`; the library takes it for a member that R4 does not know. */
function extendsPrimitive(location: string): boolean {
  return /(^|\.)_\w+$/.test(location);
}

function issueAt(location: string, message: string): OperationOutcomeIssue {
  const code = message.includes("value set") ? "code-invalid" : "structure";
  return { severity: "error", code, diagnostics: `${location}: ${message}`, expression: [location] };
}

function invariantIssues(resource: FhirResource): OperationOutcomeIssue[] {
  return invariants
    .filter(({ type }) => type === resource.resourceType)
    .filter(({ expression }) => evalFhirPath(expression, resource).some((holds) => holds === false))
    .map(({ key, says, type }) => ({
      severity: "error",
      code: "invariant",
      diagnostics: `${key}: ${says}`,
      expression: [type],
    }));
}
