import { type ReactNode, useState } from "react";
import { Assistance } from "./assistance.tsx";
import { useEhrAccent } from "./ehr-accent.ts";
import { useSession } from "./house.tsx";
import { LogOff } from "./log-off.tsx";
import { PatientStrip } from "./patient-strip.tsx";
import { type Place, Placed, Places } from "./places.tsx";
import { Note } from "./ui/note.tsx";
import { useSessionLock } from "./use-session-lock.ts";

/** What stands around every screen of a chart: the patient's line, the tabs, help, log-off and the idle lock. */
export function Shell({ children }: { children: ReactNode }) {
  const { head } = useSession();
  const [place, setPlace] = useState<Place>("opened");
  useSessionLock(head?.idle_minutes);
  useEhrAccent(head?.ehr_style ?? null);
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <PatientStrip head={head}>
        <Assistance screen={place === "practice" ? "practice" : "month"} />
        <LogOff />
      </PatientStrip>
      <Places opened="Month" place={place} onPlace={setPlace} />
      <main id="main" className="page" tabIndex={-1}>
        {head?.notice && <Note tone="near" title={head.notice} />}
        <Placed place={place}>{children}</Placed>
      </main>
    </>
  );
}
