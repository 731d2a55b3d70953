import type { OperationOutcome, OperationOutcomeIssue } from "fhir/r4";

/** A request the FHIR server does not grant; answered with an OperationOutcome, or without a body if no issue says why. */
export class Refusal extends Error {
  readonly status: number;
  readonly issues: readonly OperationOutcomeIssue[];

  constructor(status: number, issues: readonly OperationOutcomeIssue[]) {
    super(issues[0]?.diagnostics ?? `Refused with ${status}.`);
    this.status = status;
    this.issues = issues;
  }
}

/** A refusal for one reason, to be thrown. */
export function refusal(status: number, code: OperationOutcomeIssue["code"], diagnostics: string): Refusal {
  return new Refusal(status, [{ severity: "error", code, diagnostics }]);
}

export function operationOutcome(issue: readonly OperationOutcomeIssue[]): OperationOutcome {
  return { resourceType: "OperationOutcome", issue: [...issue] };
}
