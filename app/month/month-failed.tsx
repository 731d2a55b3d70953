import type { Problem } from "../api.ts";
import { Button } from "../ui/button.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";

interface MonthFailedProps {
  readonly problem: Problem;
  readonly onReadAgain: () => void;
  /** Null on the current month. */
  readonly onCurrentMonth: (() => void) | null;
}

/** The month could not be read at all: nothing is shown in its place, and there are two ways on. */
export function MonthFailed({ problem, onReadAgain, onCurrentMonth }: MonthFailedProps) {
  return (
    <>
      <h1 className="unseen">Month</h1>
      <ProblemNote problem={problem}>
        <div className="row">
          <Button kind="primary" icon="again" onClick={onReadAgain}>
            Read again
          </Button>
          {onCurrentMonth && <Button onClick={onCurrentMonth}>Go to the current month</Button>}
        </div>
      </ProblemNote>
    </>
  );
}
