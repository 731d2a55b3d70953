import type { ReactNode } from "react";
import { Assistance } from "./assistance.tsx";
import { useEhrAccent } from "./ehr-accent.ts";
import { useSession } from "./house.tsx";
import { LogOff } from "./log-off.tsx";
import { PatientStrip } from "./patient-strip.tsx";
import { Note } from "./ui/note.tsx";
import { useSessionLock } from "./use-session-lock.ts";

/** What stands around every screen of a chart: the patient's line, the tabs, help, log-off and the idle lock. */
export function Shell({ children }: { children: ReactNode }) {
  const { head } = useSession();
  useSessionLock(head?.idle_minutes);
  useEhrAccent(head?.ehr_style ?? null);
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <PatientStrip head={head}>
        <Assistance />
        <LogOff />
      </PatientStrip>
      <nav className="tabs" aria-label="Screens">
        <a href="#main" aria-current="page">
          Month
        </a>
      </nav>
      <main id="main" className="page" tabIndex={-1}>
        {head?.notice && <Note tone="near" title={head.notice} />}
        {children}
      </main>
    </>
  );
}
