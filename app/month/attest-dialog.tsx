import { useState } from "react";
import type { MonthView, Question } from "../../server/contract/api.ts";
import { useAttest } from "../month-queries.ts";
import { PatientWords } from "../patient-strip.tsx";
import { Button } from "../ui/button.tsx";
import { Check } from "../ui/check.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { userName } from "../user-words.ts";
import { confirmWords } from "./question-words.ts";

interface AttestDialogProps {
  readonly view: MonthView;
  readonly question: Question;
  readonly onClose: () => void;
}

/** States who vouches for what, of whom and for which month. Nothing is ticked beforehand. */
export function AttestDialog({ view, question, onClose }: AttestDialogProps) {
  const [stated, setStated] = useState(false);
  const { mutate, error, isPending } = useAttest(view.head.month);
  const { user, patient, head } = view;
  const attest = () => mutate({ pointer: question.pointer, patient: patient.key }, { onSuccess: onClose });
  return (
    <Dialog title={question.asks} onClose={onClose}>
      <p className="small quiet">
        <PatientWords patient={patient} />
      </p>
      <p>
        <strong>
          <bdi>{userName(user)}</bdi>
          {user.role && `, ${user.role}`}
        </strong>{" "}
        states for {head.label}:
      </p>
      <Check checked={stated} onChange={setStated}>
        {question.statement}
      </Check>
      <p className="small quiet">Your name, role and the time are kept with it and stand in the proof.</p>
      {error && <ProblemNote problem={error.problem} />}
      <div className="foot">
        <Button kind="primary" onClick={attest} blockedBy={blockedBy(stated, isPending)}>
          {confirmWords[question.pointer]}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </Dialog>
  );
}

function blockedBy(stated: boolean, sending: boolean): string | null {
  if (sending) return "Sending your statement.";
  return stated ? null : "Tick the statement first.";
}
