import type { LaunchKind } from "./launch-session.ts";
import type { EndReason, SessionEnd } from "./session.ts";
import type { IconName } from "./ui/icon.tsx";
import type { Tone } from "./ui/status.tsx";

/** What a page says when its session is over. */
export interface Farewell {
  readonly title: string;
  readonly why: string;
  readonly tone: Tone;
  readonly icon: IconName;
  /** The same person may go on with the same patient after signing in again. */
  readonly resumes: boolean;
}

const fromTheChart = "Open CareMonth from the patient's chart again.";
const kept =
  "What the EHR confirmed is in the EHR. What you had typed and not sent is kept for 7 days, for you and this patient alone.";
const locked = { tone: "busy", icon: "lock", resumes: false } as const;
const stopped = { tone: "stop", icon: "cross", resumes: false } as const;

const farewells: Record<Exclude<EndReason, "refused">, Farewell> = {
  ehr_session_ended: { ...locked, title: "The EHR ended this session", why: kept, resumes: true },
  launch_idle: {
    ...locked,
    title: "Locked: nobody used this page for a while",
    why: kept,
    resumes: true,
  },
  launch_ended: {
    ...locked,
    title: "This launch has ended",
    why: `Another person signed in here, it was ended elsewhere, or its time was up. ${fromTheChart}`,
  },
  logged_off: {
    ...locked,
    title: "You are logged off",
    why: "To go on, open CareMonth from the patient's chart.",
    tone: "off",
    icon: "leave",
  },
  log_off_unanswered: {
    ...locked,
    title: "Logged off on this page only",
    why: "CareMonth did not answer, so the launch stays open on the server until its idle time is over. Close this window.",
    tone: "near",
    icon: "triangle",
  },
  other_patient: {
    ...stopped,
    title: "Stopped: the EHR went over to another patient",
    why: `This launch was ended, and nothing was written for that patient. Close this window. ${fromTheChart}`,
  },
  other_user: {
    ...stopped,
    title: "Stopped: the EHR went over to another user",
    why: `This launch was ended, and nothing was written in that user's name. Close this window. ${fromTheChart}`,
  },
  patient_mismatch: {
    ...stopped,
    title: "Stopped: the answer was about another patient",
    why: `Nothing of either patient is shown and nothing was written from this page. Close this window. ${fromTheChart}`,
  },
  no_patient: {
    ...locked,
    title: "No patient's chart is open in this window",
    why: "Open the patient's chart in the EHR and start CareMonth from there.",
  },
  no_launch: {
    ...locked,
    title: "CareMonth was not opened from a chart",
    why: "Open the patient's chart in the EHR and start CareMonth from there.",
  },
};

/** Outside every chart nothing of a patient was shown or kept, and there is no one patient to come back to. */
const outsideCharts: Partial<Record<EndReason, Pick<Farewell, "why" | "resumes">>> = {
  launch_idle: { why: "To go on, open CareMonth from the EHR again.", resumes: false },
  launch_ended: {
    why: "Another person signed in here, it was ended elsewhere, or its time was up. Open CareMonth from the EHR again.",
    resumes: false,
  },
  logged_off: { why: "To go on, open CareMonth from the EHR.", resumes: false },
};

/** The words for an end; the server's own where it named a reason this page does not know. */
export function farewellOf({ reason, problem }: SessionEnd, kind: LaunchKind): Farewell {
  if (reason === "refused") {
    const title = problem?.message ?? "This launch is not open";
    return { ...locked, title, why: problem?.advice ?? fromTheChart };
  }
  return { ...farewells[reason], ...(kind === "panel" ? outsideCharts[reason] : {}) };
}
