import type { EndReason, SessionEnd } from "./session.ts";
import type { IconName } from "./ui/icon.tsx";
import { Note } from "./ui/note.tsx";
import type { Tone } from "./ui/status.tsx";

interface Farewell {
  readonly title: string;
  readonly why: string;
  readonly tone: Tone;
  readonly icon: IconName;
}

const fromTheChart = "Open CareMonth from the patient's chart again.";

const farewells: Record<Exclude<EndReason, "refused">, Farewell> = {
  ehr_session_ended: {
    title: "The EHR ended this session",
    why: `What the EHR confirmed is in the EHR. ${fromTheChart}`,
    tone: "busy",
    icon: "lock",
  },
  launch_idle: {
    title: "Locked: nobody used this page for a while",
    why: `What the EHR confirmed is in the EHR. ${fromTheChart}`,
    tone: "busy",
    icon: "lock",
  },
  launch_ended: {
    title: "This launch has ended",
    why: `Another person signed in here, or it was ended elsewhere. ${fromTheChart}`,
    tone: "busy",
    icon: "lock",
  },
  logged_off: {
    title: "You are logged off",
    why: `To go on, open CareMonth from the patient's chart.`,
    tone: "off",
    icon: "leave",
  },
  log_off_unanswered: {
    title: "Logged off on this page only",
    why: "CareMonth did not answer, so the launch stays open on the server until its idle time is over. Close this window.",
    tone: "near",
    icon: "triangle",
  },
  other_patient: {
    title: "Stopped: the answer was about another patient",
    why: `Nothing of either patient is shown and nothing was written from this page. Close this window. ${fromTheChart}`,
    tone: "stop",
    icon: "cross",
  },
  no_launch: {
    title: "CareMonth was not opened from a chart",
    why: "Open the patient's chart in the EHR and start CareMonth from there.",
    tone: "busy",
    icon: "lock",
  },
};

/** All that is left of the page when its session is over: what happened and how to come back. Nothing of the chart. */
export function SessionEnded({ end }: { end: SessionEnd }) {
  const { title, why, tone, icon } = farewellOf(end);
  return (
    <main className="farewell stack">
      <h1 className="unseen">CareMonth</h1>
      <Note tone={tone} icon={icon} title={title} announce="alert">
        <p>{why}</p>
      </Note>
      <p className="small quiet">Patient details are removed from this page.</p>
    </main>
  );
}

function farewellOf({ reason, problem }: SessionEnd): Farewell {
  if (reason !== "refused") return farewells[reason];
  const title = problem?.message ?? "This launch is not open";
  return { title, why: problem?.advice ?? fromTheChart, tone: "busy", icon: "lock" };
}
