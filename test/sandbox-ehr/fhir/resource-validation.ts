import { evalFhirPath } from "@medplum/core";
import { Fhir } from "fhir";
import type { FhirResource, OperationOutcomeIssue } from "fhir/r4";
import { type Misshapen, misshapen } from "./element-shapes.ts";
import { invariants } from "./invariants.ts";
import { isObject } from "./json.ts";

// Two libraries, each for what it can do by itself. `fhir` carries the structures and value sets of R4.
// @medplum/core knows no resource type before a definitions package of 95 MB is loaded into it, so it does not
// check structures here; its FHIRPath evaluates the invariants, which `fhir` leaves out.
// `fhir` takes null, {}, 30 February and a number for a string, and breaks off where a reference is a number: its
// date expressions match anywhere in a text, and only some types are looked at. So the form is checked before it.
const validator = new Fhir();

/** Where a resource has another form than R4 gives it; where this is empty, everything else may rely on its types. */
export function shapeIssues(resource: FhirResource): OperationOutcomeIssue[] {
  return shapes(resource).flatMap(({ isEmpty, path, why }) => (isEmpty ? [] : issueAt(path, why)));
}

/** What makes a resource of the right form invalid R4; empty when it may be stored. */
export function validationIssues(resource: FhirResource): OperationOutcomeIssue[] {
  const empty = shapes(resource).map(({ path, why }) => issueAt(path, why));
  const structure = [...empty, ...structureIssues(resource)];
  return structure.length > 0 ? structure : invariantIssues(resource);
}

function shapes(resource: FhirResource): Misshapen[] {
  return isObject(resource) ? misshapen(resource, validator.parser.parsedStructureDefinitions) : [];
}

function structureIssues(resource: FhirResource): OperationOutcomeIssue[] {
  const { messages } = validator.validate(resource);
  const errors = messages.filter(({ severity }) => severity === "error" || severity === "fatal");
  const issues = errors.map(({ location = "", message = "" }) => issueAt(location, message));
  return [...new Map(issues.map((issue) => [issue.diagnostics, issue])).values()];
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
