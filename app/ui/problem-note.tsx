import type { ReactNode } from "react";
import { Note } from "./note.tsx";

/** What went wrong in words a person can act on, and the number to quote when asking for help. */
export interface ProblemWords {
  readonly message: string;
  readonly advice: string;
  readonly request: string;
}

/** An expected failure: said once, where it happened, with what to do. */
export function ProblemNote({ problem, children }: { problem: ProblemWords; children?: ReactNode }) {
  return (
    <Note tone="stop" title={problem.message} announce="alert">
      <p>{problem.advice}</p>
      {problem.request && <p className="ref">request {problem.request}</p>}
      {children}
    </Note>
  );
}
