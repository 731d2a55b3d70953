import type { MonthView } from "../../server/contract/api.ts";
import type { Problem } from "../api.ts";
import { NarrowedCard } from "../narrowed-card.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { CodeLadder } from "./code-ladder.tsx";
import { FiveAnswers } from "./five-answers.tsx";
import { IdentityNote } from "./identity-note.tsx";
import { InTheEhr } from "./in-the-ehr.tsx";
import { MonthTop } from "./month-top.tsx";
import { NotCounted } from "./not-counted.tsx";
import { ContestedCard, OtherSetsCard, SiblingPrograms } from "./other-sets-card.tsx";
import { ThresholdLanes } from "./threshold-lanes.tsx";
import { WhatIsMissing } from "./what-is-missing.tsx";

interface MonthBodyProps {
  readonly view: MonthView;
  /** The chart is being read again; what is shown is from the reading before. */
  readonly reading: boolean;
  readonly failure: Problem | null;
  readonly onMonth: (month: string) => void;
  readonly onReadAgain: () => void;
}

/** A month that has been read: the answers first, the proof one step away, the EHR's state beside it. */
export function MonthBody({ view, reading, failure, onMonth, onReadAgain }: MonthBodyProps) {
  return (
    <>
      <MonthTop view={view} reading={reading} onMonth={onMonth} onReadAgain={onReadAgain} />
      {failure && (
        <ProblemNote problem={failure}>
          <p>What is shown below is from the reading before.</p>
        </ProblemNote>
      )}
      <IdentityNote view={view} />
      <FiveAnswers view={view} />
      <ThresholdLanes view={view} />
      <div className="columns">
        <WhatIsMissing view={view} onReadAgain={onReadAgain} />
        <div className="main-column">
          <CodeLadder view={view} />
          <OtherSetsCard view={view} />
          <ContestedCard view={view} />
          <NotCounted view={view} />
          <SiblingPrograms view={view} />
        </div>
        <InTheEhr view={view} onReadAgain={onReadAgain} />
        <NarrowedCard narrowed={view.narrowed} />
      </div>
    </>
  );
}
