/** The EHR holds it, as read back: the only state that may be called saved. */
interface Confirmed {
  readonly state: "confirmed";
  /** `Type/id`. */
  readonly reference: string;
  readonly version: string;
  /** The resource as read back. */
  readonly resource: unknown;
}

/** Refused for good: sending it again unchanged would be refused again. */
export interface Rejected {
  readonly state: "rejected";
  /** The EHR's own words or ours, for the user's screen only. */
  readonly issues: readonly string[];
  /** True when somebody else changed the record in between: re-read and compare. */
  readonly conflict: boolean;
}

/** Nobody can say yet whether the EHR took it: look it up before anything is sent again. */
export interface Unknown {
  readonly state: "unknown";
  readonly issues: readonly string[];
}

/** Nothing was sent. It can be tried again as soon as the reason is gone. */
export interface Waiting {
  readonly state: "waiting";
  readonly reason: "no_token" | "ehr_unreachable";
}

export type WriteOutcome = Confirmed | Rejected | Unknown | Waiting;
