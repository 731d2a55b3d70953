import { type ReactNode, useCallback } from "react";
import { Assistance } from "./assistance.tsx";
import { useHouse, useSession } from "./house.tsx";
import { useIdleLock } from "./idle-lock.ts";
import { PatientStrip } from "./patient-strip.tsx";
import { Button } from "./ui/button.tsx";
import { Note } from "./ui/note.tsx";

const idleMinutesBeforeFirstAnswer = 15;

/** What stands around every screen: the patient's line, the tabs, help, log-off and the idle lock. */
export function Shell({ children }: { children: ReactNode }) {
  const { ask, session } = useHouse();
  const { head } = useSession();
  const onIdle = useCallback(() => session.end("launch_idle"), [session]);
  // A failure that ends the session ends it in `ask`; any other is nothing a reader needs to know.
  const onPresence = useCallback(() => void ask({ path: "/api/presence" }).catch(() => undefined), [ask]);
  useIdleLock({ minutes: head?.idle_minutes ?? idleMinutesBeforeFirstAnswer, onIdle, onPresence });
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

function LogOff() {
  const { ask, session } = useHouse();
  const leave = async () => {
    const done = await ask<null>({ path: "/api/log-off", method: "POST", body: {} }).then(
      () => true,
      () => false,
    );
    session.end(done ? "logged_off" : "log_off_unanswered");
  };
  return (
    <Button kind="quiet" icon="leave" label="Log off" onClick={() => void leave()}>
      <span className="wide">Log off</span>
    </Button>
  );
}
