import { useCallback, useEffect, useState } from "react";
import type { Draft } from "../server/contract/draft.ts";
import { createDraftKeeper, type DraftKeeper } from "./draft-keeper.ts";
import { type House, useHouse } from "./house.tsx";

/** What a person is typing at one place of a screen, and what the server keeps of it. */
export interface DraftState {
  readonly text: string;
  /** When the text that was found here was kept; null where nothing was found, or it was dropped. */
  readonly restored: string | null;
  /** What became of the last change: nothing to keep yet, kept, or not kept. */
  readonly kept: "nothing" | "kept" | "not_kept";
  readonly change: (text: string) => void;
  /** Forgets it here and on the server: it was sent, or its writer wants it no more. */
  readonly drop: () => void;
}

interface Place {
  /** Lower-case letters, digits and hyphens; names the field, never a patient. */
  readonly place: string;
  /** The key of the patient on screen. */
  readonly patient: string;
}

/**
 * Text that outlives this page: kept on the server under this user and patient, read when the place is opened, never
 * put into the browser's stores. What the person has typed already is not replaced by what is found late.
 */
export function useDraft({ place, patient }: Place): DraftState {
  const house = useHouse();
  const [text, setText] = useState("");
  const [restored, setRestored] = useState<string | null>(null);
  const [kept, setKept] = useState<DraftState["kept"]>("nothing");
  const [keeper] = useState(() => keeperAt(house, { place, patient }, setKept));
  useEffect(() => {
    const leaving = new AbortController();
    const restore = (draft: Draft["draft"]) => {
      if (draft === null || leaving.signal.aborted || keeper.touched()) return;
      setText(draft.text);
      setRestored(draft.saved);
    };
    // A draft that cannot be read is left where it is; a failure that ends the session ends it in `ask`.
    find(house, { place, patient }, leaving.signal).then(restore, () => undefined);
    return () => {
      leaving.abort();
      keeper.flush();
    };
  }, [house, place, patient, keeper]);
  const change = useCallback(
    (next: string) => {
      setText(next);
      keeper.keep(next);
    },
    [keeper],
  );
  const drop = useCallback(() => {
    setText("");
    setRestored(null);
    keeper.drop();
  }, [keeper]);
  return { text, restored, kept, change, drop };
}

async function find({ ask, session }: House, { place, patient }: Place, signal: AbortSignal) {
  const found = await ask<Draft>({ path: pathOf(place), signal });
  if (found.patient === patient) return found.draft;
  session.end("patient_mismatch");
  return null;
}

function keeperAt(
  { ask }: House,
  { place, patient }: Place,
  onKept: (kept: DraftState["kept"]) => void,
): DraftKeeper {
  const path = pathOf(place);
  return createDraftKeeper({
    keep: (text) =>
      ask<null>({ path, method: "PUT", body: { patient, text } }).then(
        () => onKept("kept"),
        () => onKept("not_kept"),
      ),
    drop: () =>
      ask<null>({ path, method: "DELETE", body: { patient } }).then(
        () => onKept("nothing"),
        () => undefined,
      ),
  });
}

function pathOf(place: string): string {
  return `/api/drafts/${place}`;
}
