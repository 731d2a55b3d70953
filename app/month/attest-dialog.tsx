import { useState } from "react";
import type { MonthView, Question } from "../../server/contract/api.ts";
import { DraftNote } from "../draft-note.tsx";
import { useAttest } from "../month-queries.ts";
import { Button } from "../ui/button.tsx";
import { Check } from "../ui/check.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useDraft } from "../use-draft.ts";
import { confirmWords } from "./question-words.ts";
import { OfWhom, WhoStates } from "./who-states.tsx";

interface AttestDialogProps {
  readonly view: MonthView;
  readonly question: Question;
  readonly onClose: () => void;
}

const ticked = "ticked";

/**
 * States who vouches for what, of whom and for which month. Nothing is ticked beforehand: a tick that was not sent is
 * told of and has to be made again.
 */
export function AttestDialog({ view, question, onClose }: AttestDialogProps) {
  const { patient, head } = view;
  const draft = useDraft({ place: placeOf(head.month, question), patient: patient.key });
  const { mutate, error, isPending } = useAttest(head.month);
  const [stated, setStated] = useState(false);
  const state = (checked: boolean) => {
    setStated(checked);
    draft.change(checked ? ticked : "");
  };
  const drop = () => {
    setStated(false);
    draft.drop();
  };
  const settle = () => {
    drop();
    onClose();
  };
  const attest = () => mutate({ pointer: question.pointer, patient: patient.key }, { onSuccess: settle });
  return (
    <Dialog title={question.asks} onClose={onClose}>
      <OfWhom view={view} />
      <DraftNote draft={{ ...draft, drop }} what="you had ticked this" />
      <WhoStates view={view} />
      <Check checked={stated} onChange={state}>
        {question.statement}
      </Check>
      <p className="small quiet">Your name, role and the time are kept with it and stand in the proof.</p>
      {error && <ProblemNote problem={error.problem} />}
      <div className="foot">
        <Button kind="primary" onClick={attest} blockedBy={blockedBy(stated, isPending)}>
          {confirmWords[question.pointer]}
        </Button>
        <Button onClick={draft.text === "" ? onClose : settle}>Cancel</Button>
      </div>
    </Dialog>
  );
}

/** `attest-2026-10-other-services` */
function placeOf(month: string, { pointer }: Question): string {
  return `attest-${month}${pointer.replaceAll(/[^a-z]+/g, "-")}`;
}

function blockedBy(stated: boolean, sending: boolean): string | null {
  if (sending) return "Sending your statement.";
  return stated ? null : "Tick the statement first.";
}
