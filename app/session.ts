import type { MonthView } from "../server/contract/api.ts";
import type { Problem } from "./api.ts";

/** What every screen shows around itself, as the first answer named it. */
export type ChartHead = Pick<
  MonthView,
  "patient" | "user" | "practice" | "ehr" | "need_patient_banner" | "idle_minutes" | "notice" | "ehr_style"
>;

export type EndReason =
  | "ehr_session_ended"
  | "launch_idle"
  | "launch_ended"
  | "logged_off"
  | "log_off_unanswered"
  | "other_patient"
  | "other_user"
  | "patient_mismatch"
  | "no_patient"
  | "no_launch"
  | "refused";

/** Why this frame shows nothing of the chart any more. */
export interface SessionEnd {
  readonly reason: EndReason;
  /** The server's own words where it named a reason this page does not know. */
  readonly problem: Problem | null;
}

export interface SessionState {
  readonly head: ChartHead | null;
  readonly end: SessionEnd | null;
}

/** One frame's session: whose chart it may show, and whether it has ended. It never starts again. */
export interface Session {
  readonly current: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Takes note of what an answer says it is about; false, and the end, when that is another patient. */
  readonly meet: (head: ChartHead) => boolean;
  readonly end: (reason: EndReason, problem?: Problem) => void;
}

/** A session that has seen no patient yet. The first patient it meets is the only one it will ever show. */
export function createSession(): Session {
  const listeners = new Set<() => void>();
  let state: SessionState = { head: null, end: null };
  const change = (next: SessionState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const end = (reason: EndReason, problem: Problem | null = null) => {
    if (state.end === null) change({ head: null, end: { reason, problem } });
  };
  const meet = (head: ChartHead) => {
    if (state.end !== null) return false;
    const same = state.head === null || state.head.patient.key === head.patient.key;
    if (same) change({ head, end: null });
    else end("patient_mismatch");
    return same;
  };
  return {
    current: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    meet,
    end,
  };
}

const endings: Readonly<Record<string, EndReason>> = {
  ehr_session_ended: "ehr_session_ended",
  launch_idle: "launch_idle",
  launch_ended: "launch_ended",
  other_patient: "other_patient",
  other_user: "other_user",
  patient_mismatch: "patient_mismatch",
  no_patient: "no_patient",
};

/** The end a failure means, or null when the session goes on. */
export function endingOf({ code, status }: Problem): EndReason | null {
  return endings[code] ?? (status === 401 ? "refused" : null);
}
