import { Button } from "./ui/button.tsx";
import { useFormat } from "./ui/format-context.tsx";
import { Note } from "./ui/note.tsx";
import { Status } from "./ui/status.tsx";
import type { DraftState } from "./use-draft.ts";

/** Says of a draft that it was found and from when, or that what is typed now is kept, and offers to discard it. */
export function DraftNote({ draft, what }: { draft: DraftState; what: string }) {
  const { moment } = useFormat();
  const { restored, kept, drop } = draft;
  return (
    <div role="status">
      {restored !== null && (
        <Note tone="off" icon="pencil" title={`Restored: ${what}, kept ${moment(restored)}`}>
          <p>It was not sent. Look at it again before you confirm.</p>
          <div className="row">
            <Button onClick={drop}>Discard the draft</Button>
          </div>
        </Note>
      )}
      {restored === null && kept === "kept" && (
        <p className="small">
          <Status kind="draft">Draft</Status> <span className="quiet">kept for you, not sent</span>
        </p>
      )}
      {kept === "not_kept" && (
        <p className="small">
          <Status kind="review">Draft not kept</Status>{" "}
          <span className="quiet">it is lost when this page closes</span>
        </p>
      )}
    </div>
  );
}
