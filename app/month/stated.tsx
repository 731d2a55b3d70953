import type { MonthView, Question } from "../../server/contract/api.ts";
import { useAttest } from "../month-queries.ts";
import { Button } from "../ui/button.tsx";
import { useFormat } from "../ui/format-context.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { StatusIcon } from "../ui/status.tsx";
import { writeBlockedBy } from "../user-words.ts";
import { ComplexityStated } from "./complexity-stated.tsx";

interface StatedProps {
  readonly view: MonthView;
  readonly onChangeComplexity: () => void;
}

/** What people stated, and who. It stays in sight because codes stand on it, and can be taken back or changed. */
export function Stated({ view, onChangeComplexity }: StatedProps) {
  const stated = view.questions.filter(({ answered }) => answered !== null);
  if (stated.length === 0 && view.decision_complexity.answered === null) return null;
  return (
    <>
      <h3 className="subhead">Stated by a person</h3>
      <ul className="todo">
        {stated.map((question) => (
          <Statement key={question.pointer} view={view} question={question} />
        ))}
        <ComplexityStated view={view} onChange={onChangeComplexity} />
      </ul>
    </>
  );
}

function Statement({ view, question }: { view: MonthView; question: Question }) {
  const { moment } = useFormat();
  const { mutate, error, isPending } = useAttest(view.head.month);
  const { pointer, asks, statement, answered } = question;
  const takeBack = () => mutate({ pointer, patient: view.patient.key, withdraw: true });
  return (
    <li>
      <StatusIcon kind="ready" />
      <div>
        <p className="because">{statement}</p>
        {answered && (
          <p className="because">
            <bdi>{answered.by}</bdi>, {answered.role}, {moment(answered.on)}
          </p>
        )}
        {error && <ProblemNote problem={error.problem} />}
        <Button
          kind="quiet"
          onClick={takeBack}
          blockedBy={isPending ? "Taking the statement back." : writeBlockedBy(view)}
        >
          Take back <span className="unseen">the answer to: {asks}</span>
        </Button>
      </div>
    </li>
  );
}
