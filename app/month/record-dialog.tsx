import { useEffect, useState } from "react";
import type { MonthView, RecordPreview } from "../../server/contract/api.ts";
import type { Problem } from "../api.ts";
import { useRecord } from "../month-queries.ts";
import { PatientWords } from "../patient-strip.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { counted } from "../ui/format.ts";
import { useFormat } from "../ui/format-context.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Bar } from "../ui/skeleton.tsx";
import { userName } from "../user-words.ts";

interface RecordDialogProps {
  readonly view: MonthView;
  /** Null while it is being made. */
  readonly preview: RecordPreview | null;
  readonly failure: Problem | null;
  readonly onClose: () => void;
  readonly onReadAgain: () => void;
}

/** Exactly what will be written and where, before anything is sent. */
export function RecordDialog({ view, preview, failure, onClose, onReadAgain }: RecordDialogProps) {
  return (
    <Dialog title={`Record ${view.head.label} in ${view.ehr}`} onClose={onClose}>
      <p className="small quiet">
        <PatientWords patient={view.patient} withSex={view.need_patient_banner} />
      </p>
      {failure && (
        <ProblemNote problem={failure}>
          <div className="row">
            <Button icon="again" onClick={onReadAgain}>
              Read again
            </Button>
          </div>
        </ProblemNote>
      )}
      {preview && <Previewed view={view} preview={preview} onClose={onClose} onReadAgain={onReadAgain} />}
      {!preview && !failure && <Preparing />}
    </Dialog>
  );
}

function Preparing() {
  return (
    <div className="stack" role="status" aria-label="Preparing what would be written">
      <Bar width="60%" />
      <Bar tall />
      <Bar tall />
    </div>
  );
}

interface PreviewedProps {
  readonly view: MonthView;
  readonly preview: RecordPreview;
  readonly onClose: () => void;
  readonly onReadAgain: () => void;
}

function Previewed({ view, preview, onClose, onReadAgain }: PreviewedProps) {
  const expired = useExpired(preview.valid_seconds);
  const { mutate, error, isPending } = useRecord(view.head.month);
  const record = () => mutate({ preview: preview.id, patient: preview.patient }, { onSuccess: onClose });
  return (
    <>
      <Contents preview={preview} />
      <Validity minutes={Math.floor(preview.valid_seconds / 60)} expired={expired} by={userName(view.user)} />
      {error && <ProblemNote problem={error.problem} />}
      <div className="foot">
        {expired ? (
          <Button kind="primary" icon="again" onClick={onReadAgain}>
            Read again
          </Button>
        ) : (
          <Button kind="primary" onClick={record} blockedBy={isPending ? "Handing it over." : null}>
            Record in the EHR
          </Button>
        )}
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </>
  );
}

function Contents({ preview: { lines, writes } }: { preview: RecordPreview }) {
  const { words } = useFormat();
  return (
    <>
      <h3>What will be written</h3>
      <dl className="pairs">
        {lines.map(({ label, value }) => (
          <div key={`${label} ${value}`}>
            <dt className="quiet">{label}</dt>
            <dd className="figures">{words(value)}</dd>
          </div>
        ))}
      </dl>
      <h3>Where</h3>
      <dl className="pairs">
        {writes.map(({ interaction, resource, detail }) => (
          <div key={`${interaction} ${resource}`}>
            <dt className="quiet">{interactionWords[interaction]}</dt>
            <dd>
              <span className="ref">{resource}</span> {detail}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const interactionWords: Record<RecordPreview["writes"][number]["interaction"], string> = {
  create: "Create",
  update: "Update",
  patch: "Change in place",
  none: "Not changed",
};

function Validity({ minutes, expired, by }: { minutes: number; expired: boolean; by: string }) {
  if (expired) {
    return (
      <p role="alert">
        <strong>This reading of the chart is too old to be recorded.</strong> Nothing was sent. Read again.
      </p>
    );
  }
  return (
    <p className="small quiet">
      Recorded by <bdi>{by}</bdi>. It says what the documentation supports; it is not a claim. It can be
      recorded for {counted(minutes, "minute")}.
    </p>
  );
}

/** True once so many seconds have passed since the preview was shown. */
function useExpired(seconds: number): boolean {
  const [expired, setExpired] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setExpired(true), seconds * 1000);
    return () => clearTimeout(timer);
  }, [seconds]);
  return expired;
}
