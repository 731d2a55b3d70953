import { useState } from "react";
import type { MonthView } from "../../server/contract/api.ts";
import type { ComplexityAnswer } from "../../server/contract/decision-complexity.ts";
import { DraftNote } from "../draft-note.tsx";
import { useStateComplexity } from "../month-queries.ts";
import { Button } from "../ui/button.tsx";
import { Check } from "../ui/check.tsx";
import { Choices } from "../ui/choices.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useDraft } from "../use-draft.ts";
import { complexityOptions, complexityWords } from "./complexity-words.ts";
import { OfWhom, WhoStates } from "./who-states.tsx";

interface ComplexityDialogProps {
  readonly view: MonthView;
  readonly onClose: () => void;
}

/**
 * The billing practitioner's own answer on the month's decision making. Nothing is chosen or ticked beforehand, not even
 * what was stated before: an answer that was not sent is told of and has to be made again.
 */
export function ComplexityDialog({ view, onClose }: ComplexityDialogProps) {
  const { patient, head, decision_complexity: question } = view;
  const draft = useDraft({ place: `attest-${head.month}-mdm`, patient: patient.key });
  const { mutate, error, isPending } = useStateComplexity(head.month);
  const [answer, setAnswer] = useState<ComplexityAnswer | null>(null);
  const [ticked, setTicked] = useState(false);
  const choose = (chosen: ComplexityAnswer) => {
    setAnswer(chosen);
    setTicked(false);
    draft.change(chosen);
  };
  const settle = () => {
    draft.drop();
    onClose();
  };
  const state = () => answer && mutate({ answer, patient: patient.key }, { onSuccess: settle });
  return (
    <Dialog title={question.asks} onClose={onClose}>
      <OfWhom view={view} />
      <DraftNote draft={draft} what={`you had chosen ${chosenBefore(draft.text)}`} />
      <WhoStates view={view} />
      <Choices
        label="Decision making this month"
        value={answer}
        options={complexityOptions}
        onChange={choose}
      />
      {answer !== null && answer !== "not_known" && (
        <Check checked={ticked} onChange={setTicked}>
          {question.statement}
        </Check>
      )}
      <p className="small quiet">
        Your name, role and the time are kept with it and stand in the proof. An earlier answer stays beside
        it.
      </p>
      {error && <ProblemNote problem={error.problem} />}
      <div className="foot">
        <Button
          kind="primary"
          onClick={state}
          blockedBy={isPending ? "Sending your answer." : lacking(answer, ticked)}
        >
          {answer === null ? "State decision complexity" : `State: ${complexityWords(answer)}`}
        </Button>
        <Button onClick={draft.text === "" ? onClose : settle}>Cancel</Button>
      </div>
    </Dialog>
  );
}

/** What was chosen and not sent, in the words it was offered in. */
function chosenBefore(text: string): string {
  return complexityOptions.find(({ value }) => value === text)?.label ?? text;
}

function lacking(answer: ComplexityAnswer | null, ticked: boolean): string | null {
  if (answer === null) return "Choose an answer first.";
  return ticked || answer === "not_known" ? null : "Tick the statement first.";
}
