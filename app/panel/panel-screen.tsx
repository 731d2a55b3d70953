import { useState } from "react";
import type { PanelHead } from "../../server/contract/ways-in.ts";
import { Assistance } from "../assistance.tsx";
import { useEhrAccent } from "../ehr-accent.ts";
import { useHouse } from "../house.tsx";
import { LogOff } from "../log-off.tsx";
import { NarrowedCard } from "../narrowed-card.tsx";
import { type Place, Placed, Places } from "../places.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Note } from "../ui/note.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Bar, Late } from "../ui/skeleton.tsx";
import { useSessionLock } from "../use-session-lock.ts";
import { userName } from "../user-words.ts";
import { usePanelHead } from "./panel-query.ts";

/** A launch from outside every chart: whose practice and sign-in it is, and the ways to a patient. Nobody's data. */
export function PanelScreen() {
  const { data: head, error, isFetching, refetch } = usePanelHead();
  const [place, setPlace] = useState<Place>("opened");
  useSessionLock(head?.idle_minutes);
  useEhrAccent(head?.ehr_style ?? null);
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <section className="strip" aria-label="Signed in">
        <p className="who">{head ? <SignedIn head={head} /> : "CareMonth"}</p>
        <div className="end">
          <Assistance screen={place === "practice" ? "practice" : "start"} />
          <LogOff />
        </div>
      </section>
      <Places opened="Start" place={place} onPlace={setPlace} />
      <main id="main" className={place === "opened" ? "page panel" : "page"} tabIndex={-1}>
        {head?.notice && <Note tone="near" title={head.notice} />}
        <Placed place={place}>
          <h1>{head ? "No patient's chart is open" : "CareMonth"}</h1>
          {head && <WaysOn head={head} />}
          {!head && error && !isFetching && (
            <ProblemNote problem={error.problem}>
              <div className="row">
                <Button kind="primary" icon="again" onClick={() => void refetch()}>
                  Try again
                </Button>
              </div>
            </ProblemNote>
          )}
          {!head && isFetching && <Asking />}
        </Placed>
      </main>
    </>
  );
}

function Asking() {
  return (
    <Late>
      <div role="status" aria-label="Asking who is signed in" className="stack">
        <Bar width="60%" tall />
        <Bar width="80%" />
      </div>
    </Late>
  );
}

function SignedIn({ head: { user, practice, ehr } }: { head: PanelHead }) {
  return (
    <>
      <strong>
        <bdi>{practice}</bdi>
      </strong>
      <span>
        {" · "}
        <bdi>{userName(user)}</bdi>
        {user.role && `, ${user.role}`}
      </span>
      <span>
        {" · "}
        <bdi>{ehr}</bdi>
      </span>
    </>
  );
}

function WaysOn({ head }: { head: PanelHead }) {
  const { go } = useHouse();
  const { choose_patient: address } = head;
  return (
    <>
      <Card title="Choose a patient">
        <div className="inset stack">
          <p>
            {address === null
              ? "This EHR does not let CareMonth ask for a patient."
              : "The EHR asks you to sign in and to choose a patient. CareMonth then opens that one chart here."}
          </p>
          {address !== null && (
            <div className="row">
              <Button kind="primary" icon="right" onClick={() => go(address)}>
                Choose a patient in the EHR
              </Button>
            </div>
          )}
          <p className={address === null ? "" : "quiet"}>
            {address === null ? "Open" : "Or open"} the patient's chart in the EHR and start CareMonth from
            there.
          </p>
        </div>
      </Card>
      <NarrowedCard narrowed={head.narrowed} />
    </>
  );
}
