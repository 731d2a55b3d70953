import type { WriteOutcome } from "../../launch/write-back/outcome.ts";
import type { Result } from "./delivery.ts";

/** What came of a try to send; what the EHR read back has been checked and is not kept. */
export type Sent =
  | Exclude<WriteOutcome, { readonly state: "confirmed" }>
  | { readonly state: "confirmed"; readonly reference: string; readonly version: string };

/** What a look-up found. `absent`: the EHR answered completely and does not have it. */
export type Finding = Sent | { readonly state: "absent" };

/** Where a delivery stands, as far as the next step depends on it. Instants are ISO strings. */
export interface Standing {
  readonly lookups: number;
  readonly absences: number;
  /** When it was last sent. */
  readonly sent: string | null;
  /** When it was looked up before this time. */
  readonly looked: string | null;
  readonly result: Result;
}

export interface Step {
  readonly state: "queued" | "confirmed" | "rejected" | "unknown";
  readonly conflict: boolean;
  readonly lookups: number;
  readonly absences: number;
  /** When the next step is taken by itself; null where a person takes it. */
  readonly due: string | null;
  readonly result: Result;
}

/**
 * An EHR's search index may lag behind a write by half a minute, and a slow server may still be at it. An absence
 * counts only after that, and only the second in a row, some seconds later, means that the EHR does not have it.
 */
const indexLagSeconds = 30;
const betweenAbsencesSeconds = 5;
const absencesBeforeResend = 2;

/** Seconds until each look-up of a lost answer; after the last one a person asks. */
const lookUpAfter = [2, 5, 10, 20, 30, 60];
/** Seconds until something that could not be sent is tried again. */
const tryAgainAfter = 30;

const waitingWords = {
  no_token:
    "The EHR session ended before this was sent. Nothing was sent. It goes on when you open this patient's chart again.",
  ehr_unreachable: "The EHR could not be reached. Nothing was sent.",
};

/** After a try to send, at the moment `now`. */
export function afterSending(standing: Standing, outcome: Sent, now: string): Step {
  return step({ ...standing, absences: 0 }, outcome, now);
}

/** After a look-up of a delivery whose answer was lost, at the moment `now`. */
export function afterLookUp(standing: Standing, finding: Finding, now: string): Step {
  const looked = { ...standing, lookups: standing.lookups + 1 };
  if (finding.state === "absent") return afterAbsence(looked, now);
  const undecided = { ...looked, absences: 0 };
  return finding.state === "waiting" ? stillUnknown(undecided, now) : step(undecided, finding, now);
}

function afterAbsence(looked: Standing, now: string): Step {
  const counts = secondsSince(looked.sent, now) >= indexLagSeconds;
  const apart = looked.absences === 0 || secondsSince(looked.looked, now) >= betweenAbsencesSeconds;
  const absences = counts && apart ? looked.absences + 1 : looked.absences;
  if (absences < absencesBeforeResend) return stillUnknown({ ...looked, absences }, now);
  return { ...kept(looked), absences: 0, state: "queued", due: now };
}

function step(standing: Standing, outcome: Sent, now: string): Step {
  switch (outcome.state) {
    case "confirmed": {
      const result = { reference: outcome.reference, version: outcome.version, issues: [] };
      return { ...kept(standing), state: "confirmed", due: null, result };
    }
    case "rejected":
      return { ...rejectedFor(standing, outcome.issues), conflict: outcome.conflict };
    case "unknown":
      return stillUnknown({ ...standing, result: withIssues(standing, outcome.issues) }, now);
    case "waiting":
      return waitingFor(standing, outcome.reason, now);
  }
}

/** A token comes back only with a person; an EHR may come back by itself. */
function waitingFor(standing: Standing, reason: keyof typeof waitingWords, now: string): Step {
  const due = reason === "no_token" ? null : later(now, tryAgainAfter);
  return { ...kept(standing), state: "queued", due, result: withIssues(standing, [waitingWords[reason]]) };
}

/** Given up, with the reason. */
export function rejectedFor(standing: Standing, issues: readonly string[]): Step {
  return { ...kept(standing), state: "rejected", due: null, result: withIssues(standing, issues) };
}

function stillUnknown(standing: Standing, now: string): Step {
  const seconds = lookUpAfter[standing.lookups];
  return { ...kept(standing), state: "unknown", due: seconds === undefined ? null : later(now, seconds) };
}

function kept({ lookups, absences, result }: Standing) {
  return { lookups, absences, result, conflict: false };
}

function withIssues({ result }: Standing, issues: readonly string[]): Result {
  return { ...result, issues: [...issues] };
}

function secondsSince(then: string | null, now: string): number {
  return then === null ? Number.POSITIVE_INFINITY : (Date.parse(now) - Date.parse(then)) / 1000;
}

function later(now: string, seconds: number): string {
  return new Date(Date.parse(now) + seconds * 1000).toISOString();
}
