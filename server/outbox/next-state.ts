import type { WriteOutcome } from "../../launch/write-back/outcome.ts";
import type { Result } from "./delivery.ts";

/** What came of a try to send; what the EHR read back has been checked and is not kept. */
export type Sent =
  | Exclude<WriteOutcome, { readonly state: "confirmed" }>
  | { readonly state: "confirmed"; readonly reference: string; readonly version: string };

/** What a look-up found. `absent`: the EHR answered completely and does not have it. */
export type Finding = Sent | { readonly state: "absent" };

/** Where a delivery stands, as far as the next step depends on it. */
export interface Standing {
  readonly lookups: number;
  readonly absences: number;
  readonly result: Result;
}

export interface Step extends Standing {
  readonly state: "queued" | "confirmed" | "rejected" | "unknown";
  readonly conflict: boolean;
}

/** An index may lag behind the write: only the second absence in a row counts as "the EHR does not have it". */
const absencesBeforeResend = 2;

const waitingWords = {
  no_token: "The EHR session ended before this was sent. Nothing was sent.",
  ehr_unreachable: "The EHR could not be reached. Nothing was sent.",
};

/** After a try to send. */
export function afterSending(standing: Standing, outcome: Sent): Step {
  return step(standing, outcome);
}

/** After a look-up of a delivery whose answer was lost. */
export function afterLookUp(standing: Standing, finding: Finding): Step {
  const looked = { ...standing, lookups: standing.lookups + 1 };
  if (finding.state === "absent") return afterAbsence({ ...looked, absences: looked.absences + 1 });
  const undecided = { ...looked, absences: 0 };
  if (finding.state === "waiting") return { ...undecided, state: "unknown", conflict: false };
  return step(undecided, finding);
}

function afterAbsence(looked: Standing): Step {
  const sendAgain = looked.absences >= absencesBeforeResend;
  return {
    ...looked,
    absences: sendAgain ? 0 : looked.absences,
    state: sendAgain ? "queued" : "unknown",
    conflict: false,
  };
}

function step(standing: Standing, outcome: Sent): Step {
  switch (outcome.state) {
    case "confirmed": {
      const result = { reference: outcome.reference, version: outcome.version, issues: [] };
      return { ...standing, state: "confirmed", conflict: false, result };
    }
    case "rejected":
      return {
        ...standing,
        state: "rejected",
        conflict: outcome.conflict,
        result: withIssues(standing, outcome.issues),
      };
    case "unknown":
      return { ...standing, state: "unknown", conflict: false, result: withIssues(standing, outcome.issues) };
    case "waiting":
      return {
        ...standing,
        state: "queued",
        conflict: false,
        result: withIssues(standing, [waitingWords[outcome.reason]]),
      };
  }
}

function withIssues({ result }: Standing, issues: readonly string[]): Result {
  return { ...result, issues: [...issues] };
}
