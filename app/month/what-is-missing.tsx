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
import { stateBlockedBy } from "./missing-complexity.ts";
import { confirmWords } from "./question-words.ts";
import { Stated } from "./stated.tsx";

const AttestDialog = lazy(async () => ({ default: (await import("./attest-dialog.tsx")).AttestDialog }));
const ComplexityDialog = lazy(async () => ({
  default: (await import("./complexity-dialog.tsx")).ComplexityDialog,
}));

type Asked = Question | "complexity";

interface WhatIsMissingProps {
  readonly view: MonthView;
  readonly onReadAgain: () => void;
}

/** One item, one consequence, one button. */
export function WhatIsMissing({ view, onReadAgain }: WhatIsMissingProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { isOpen, open, close } = useOpener();
  const items = missingOf(view);
  const ask = (question: Asked) => {
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
          <Item key={item.id} item={item} view={view} onAsk={ask} onReadAgain={onReadAgain} />
        ))}
      </ul>
      <Stated view={view} onChangeComplexity={() => ask("complexity")} />
      <Suspense>
        {isOpen && asked === "complexity" && <ComplexityDialog view={view} onClose={close} />}
        {isOpen && asked !== null && asked !== "complexity" && (
          <AttestDialog view={view} question={asked} onClose={close} />
        )}
      </Suspense>
    </Card>
  );
}

interface ItemProps {
  readonly item: MissingItem;
  readonly view: MonthView;
  readonly onAsk: (question: Asked) => void;
  readonly onReadAgain: () => void;
}

function Item({ item, view, onAsk, onReadAgain }: ItemProps) {
  const { words } = useFormat();
  const { kind, title, because, facts } = item;
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
        {item.mend !== null && (
          <div className="row">
            <Mend mend={item.mend} view={view} onAsk={onAsk} onReadAgain={onReadAgain} />
          </div>
        )}
      </div>
    </li>
  );
}

interface MendProps extends Omit<ItemProps, "item"> {
  readonly mend: NonNullable<MissingItem["mend"]>;
}

/** The one button of an item. */
function Mend({ mend, view, onAsk, onReadAgain }: MendProps) {
  if (mend === "read_again") {
    return (
      <Button icon="again" onClick={onReadAgain}>
        Read again
      </Button>
    );
  }
  if (mend === "state_complexity") {
    return (
      <Button onClick={() => onAsk("complexity")} blockedBy={stateBlockedBy(view)}>
        State decision complexity
      </Button>
    );
  }
  return (
    <Button onClick={() => onAsk(mend.answer)} blockedBy={writeBlockedBy(view)}>
      {confirmWords[mend.answer.pointer]}
    </Button>
  );
}
