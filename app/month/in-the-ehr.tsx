import { lazy, Suspense } from "react";
import type { Delivery, MonthView } from "../../server/contract/api.ts";
import { useDeliveries, useLookUp, usePreview, useReadAfterWrite } from "../month-queries.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { useFormat } from "../ui/format-context.tsx";
import { Note } from "../ui/note.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { lookOf, Status } from "../ui/status.tsx";
import { useOpener } from "../ui/use-opener.ts";
import { carePlanState } from "./care-plan-state.ts";
import { type EhrState, monthState, newest, recordBlockedBy } from "./record-state.ts";

const RecordDialog = lazy(async () => ({ default: (await import("./record-dialog.tsx")).RecordDialog }));

interface InTheEhrProps {
  readonly view: MonthView;
  readonly onReadAgain: () => void;
}

/** What the EHR holds of this month, how it gets there, and the one button that writes. */
export function InTheEhr({ view, onReadAgain }: InTheEhrProps) {
  const { data: deliveries, error } = useDeliveries(view);
  useReadAfterWrite(deliveries);
  const month = monthState(view, deliveries);
  const plan = carePlanState(view, deliveries);
  return (
    <Card
      title="In the EHR"
      className="side"
      aside={
        <Status kind={month.kind} pill>
          {month.words}
        </Status>
      }
    >
      <p className="inset small quiet">
        Channel: <strong>{channelWords[view.record.channel]}</strong>. {view.record.reason}
      </p>
      <dl className="pairs" aria-live="polite">
        <Artefact name="Month record" state={month} />
        <Artefact name="Care plan" state={plan} />
      </dl>
      <div className="inset stack padded">
        <Outcome
          view={view}
          state={month}
          delivery={newest(deliveries, "month")}
          subject="month record"
          onReadAgain={onReadAgain}
        />
        <Outcome
          view={view}
          state={plan}
          delivery={newest(deliveries, "care_plan_link")}
          subject="care plan link"
          onReadAgain={onReadAgain}
        />
        {error && <ProblemNote problem={error.problem} />}
        <RecordAction view={view} state={month} onReadAgain={onReadAgain} />
      </div>
    </Card>
  );
}

const channelWords = { native: "native records", export: "export, NOT in the EHR" };

function Artefact({ name, state }: { name: string; state: EhrState }) {
  const { moment } = useFormat();
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Status kind={state.kind}>{state.words}</Status>
        {state.reference && (
          <span className="small quiet block">
            <span className="ref">{state.reference}</span>
            {state.at && ` · ${moment(state.at)}`}
          </span>
        )}
        {!needsNote(state) && state.why.length > 0 && (
          <span className="small quiet block">{state.why.join(" ")}</span>
        )}
      </dd>
    </div>
  );
}

interface OutcomeProps {
  readonly view: MonthView;
  readonly state: EhrState;
  readonly delivery: Delivery | null;
  readonly subject: string;
  readonly onReadAgain: () => void;
}

/** True when a write needs more than its word: a reason to read, or something to do. */
function needsNote({ issues, mend }: EhrState): boolean {
  return issues.length > 0 || mend !== null;
}

/** What a write came to, where a person has to know or do something about it. */
function Outcome({ view, state, delivery, subject, onReadAgain }: OutcomeProps) {
  const lookUp = useLookUp(view.head.month);
  if (!delivery || !needsNote(state)) return null;
  const lookNow = () => lookUp.mutate({ delivery: delivery.id, patient: view.patient.key });
  return (
    <Note {...lookOf(state.kind)} title={titleOf(state, subject)} announce="status">
      <p>{state.why.join(" ")}</p>
      {state.issues.map((issue) => (
        <p key={issue}>“{issue}”</p>
      ))}
      <div className="row">
        {state.mend === "look_now" && (
          <Button icon="again" onClick={lookNow} blockedBy={lookUp.isPending ? "Looking in the EHR." : null}>
            Look now
          </Button>
        )}
        {state.mend === "send_now" && (
          <Button icon="again" onClick={lookNow} blockedBy={lookUp.isPending ? "Sending to the EHR." : null}>
            Send now
          </Button>
        )}
        {state.mend === "read_again" && (
          <Button icon="again" onClick={onReadAgain}>
            Read again
          </Button>
        )}
      </div>
      {lookUp.error && <ProblemNote problem={lookUp.error.problem} />}
    </Note>
  );
}

function titleOf({ kind, words }: EhrState, subject: string): string {
  if (kind === "rejected") return `The ${subject} was not accepted`;
  if (kind === "differs") return `Two versions of the ${subject}`;
  return kind === "checking"
    ? `The answer about the ${subject} was lost`
    : `The ${subject} is ${words.replace(/^Not /, "not ")}`;
}

function RecordAction({
  view,
  state,
  onReadAgain,
}: {
  view: MonthView;
  state: EhrState;
  onReadAgain: () => void;
}) {
  const { isOpen, open, close } = useOpener();
  const preview = usePreview(view.head.month);
  const begin = () => {
    preview.mutate({ patient: view.patient.key });
    open();
  };
  const readAgain = () => {
    close();
    onReadAgain();
  };
  return (
    <div className="row">
      <Button kind="primary" onClick={begin} blockedBy={recordBlockedBy(view, state)}>
        {state.kind === "inEhr" || state.kind === "differs" ? "Record again in the EHR" : "Record in the EHR"}
      </Button>
      <Suspense>
        {isOpen && (
          <RecordDialog
            view={view}
            preview={preview.data ?? null}
            failure={preview.error?.problem ?? null}
            onClose={close}
            onReadAgain={readAgain}
          />
        )}
      </Suspense>
    </div>
  );
}
