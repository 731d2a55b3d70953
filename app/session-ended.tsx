import { farewellOf } from "./farewells.ts";
import type { LaunchKind } from "./launch-session.ts";
import type { SessionEnd } from "./session.ts";
import { SignInAgain } from "./sign-in-again.tsx";
import { Note } from "./ui/note.tsx";

interface SessionEndedProps {
  readonly end: SessionEnd;
  readonly kind: LaunchKind;
}

/** All that is left of the page when its session is over: what happened and how to come back. Nothing of the chart. */
export function SessionEnded({ end, kind }: SessionEndedProps) {
  const { title, why, tone, icon, resumes } = farewellOf(end, kind);
  return (
    <main className="farewell stack">
      <h1 className="unseen">CareMonth</h1>
      <Note tone={tone} icon={icon} title={title} announce="alert">
        <p>{why}</p>
      </Note>
      {resumes && <SignInAgain />}
      {kind === "chart" && <p className="small quiet">Patient details are removed from this page.</p>}
    </main>
  );
}
