import { lazy, Suspense, useState } from "react";
import type { MonthView, Question } from "../../server/contract/api.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { counted } from "../ui/format.ts";
import { useFormat } from "../ui/format-context.tsx";
import { StatusIcon } from "../ui/status.tsx";
import { useOpener } from "../ui/use-opener.ts";
import { writeBlockedBy } from "../user-words.ts";
import { type MissingItem, missingOf } from "./missing.ts";
import { confirmWords } from "./question-words.ts";
import { Stated } from "./stated.tsx";

const AttestDialog = lazy(async () => ({ default: (await import("./attest-dialog.tsx")).AttestDialog }));

interface WhatIsMissingProps {
  readonly view: MonthView;
  readonly onReadAgain: () => void;
}

/** One item, one consequence, one button. */
export function WhatIsMissing({ view, onReadAgain }: WhatIsMissingProps) {
  const [asked, setAsked] = useState<Question | null>(null);
  const { isOpen, open, close } = useOpener();
  const items = missingOf(view);
  const ask = (question: Question) => {
    setAsked(question);
    open();
  };
  return (
    <Card title="What is missing" className="side" aside={counted(items.length, "item")}>
      {items.length === 0 && (
        <p className="inset">Nothing. Every read ended complete and every question is answered.</p>
      )}
      <ul className="todo">
        {items.map((item) => (
          <Item
            key={item.id}
            item={item}
            writeBlockedBy={writeBlockedBy(view)}
            onAsk={ask}
            onReadAgain={onReadAgain}
          />
        ))}
      </ul>
      <Stated view={view} />
      <Suspense>{isOpen && asked && <AttestDialog view={view} question={asked} onClose={close} />}</Suspense>
    </Card>
  );
}

interface ItemProps {
  readonly item: MissingItem;
  readonly writeBlockedBy: string | null;
  readonly onAsk: (question: Question) => void;
  readonly onReadAgain: () => void;
}

function Item({ item, writeBlockedBy: blockedBy, onAsk, onReadAgain }: ItemProps) {
  const { words } = useFormat();
  const { kind, title, because, facts, mend } = item;
  return (
    <li>
      <StatusIcon kind={kind} />
      <div>
        <strong>{words(title)}</strong>
        <p className="because">{words(because.join(" "))}</p>
        <ul className="because facts">
          {facts.map((fact) => (
            <li key={fact}>{words(fact)}</li>
          ))}
        </ul>
        {mend === "read_again" && (
          <div className="row">
            <Button icon="again" onClick={onReadAgain}>
              Read again
            </Button>
          </div>
        )}
        {mend !== null && mend !== "read_again" && (
          <div className="row">
            <Button onClick={() => onAsk(mend.answer)} blockedBy={blockedBy}>
              {confirmWords[mend.answer.pointer]}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}
