import type { OperationOutcome } from "fhir/r4";

type IssueCode = OperationOutcome["issue"][number]["code"];

/** A request the FHIR server does not grant; the error handler answers it with an OperationOutcome. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: IssueCode;

  constructor(status: number, code: IssueCode, diagnostics: string) {
    super(diagnostics);
    this.status = status;
    this.code = code;
  }
}

export function operationOutcome(code: IssueCode, diagnostics: string): OperationOutcome {
  return { resourceType: "OperationOutcome", issue: [{ severity: "error", code, diagnostics }] };
}
