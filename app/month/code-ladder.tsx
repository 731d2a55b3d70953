import { useId, useState } from "react";
import type { MonthView } from "../../server/contract/api.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { useFormat } from "../ui/format-context.tsx";
import { Status } from "../ui/status.tsx";
import { Cell, type Column, GroupRow, Row, Table } from "../ui/table.tsx";
import { amountOf, totalWords } from "./amounts.ts";
import { type Ladder, laddersOf, type Rung } from "./ladder.ts";
import { isSupported, unitName } from "./lanes.ts";
import { otherRungs } from "./other-codes.ts";
import { Proof } from "./proof.tsx";

const columns: readonly Column[] = [
  { name: "Code" },
  { name: "Needs" },
  { name: "State and every reason" },
  { name: "Amount", figures: true },
  { name: "Proof", unseen: true },
];
/** Every code with its state and every reason at once; the proof opens beneath its row. */
export function CodeLadder({ view }: { view: MonthView }) {
  const { codes } = view.readiness;
  return (
    <Card title="Code ladder" aside={view.amounts_basis}>
      <Table label="Code ladder" columns={columns} className="ladder">
        {laddersOf(view).map((ladder) => (
          <FamilyRows key={ladder.family.name} ladder={ladder} view={view} />
        ))}
        <OtherRows view={view} />
        {codes.length > 0 && (
          <Row className="total">
            <Cell span={5}>{totalWords(view)}</Cell>
          </Row>
        )}
      </Table>
    </Card>
  );
}

/** Codes outside the families: care planning, the general code, and what else was asked for. */
function OtherRows({ view }: { view: MonthView }) {
  const rungs = otherRungs(view);
  if (rungs.length === 0) return null;
  return (
    <>
      <GroupRow span={5}>Other codes</GroupRow>
      {rungs.map((rung) => (
        <RungRow key={rung.code} rung={rung} view={view} />
      ))}
    </>
  );
}

function FamilyRows({ ladder: { family, standing, rungs }, view }: { ladder: Ladder; view: MonthView }) {
  const evaluated = rungs.length > 0;
  return (
    <>
      <GroupRow span={5}>
        {family.name}
        {standing !== "" && <span className="quiet regular"> · {standing}</span>}
        {!evaluated && <span className="quiet"> · {family.codes.join(", ")}</span>}
      </GroupRow>
      {!evaluated && (
        <Row>
          <Cell span={5} className="quiet">
            Not evaluated by this rule set. It says nothing for or against these codes.
          </Cell>
        </Row>
      )}
      {rungs.map((rung) => (
        <RungRow key={`${rung.code}-${rung.unit}`} rung={rung} view={view} />
      ))}
    </>
  );
}

function RungRow({ rung, view }: { rung: Rung; view: MonthView }) {
  const [open, setOpen] = useState(false);
  const proof = useId();
  const name = unitName(rung.code, rung.unit);
  return (
    <>
      <Row>
        <Cell className="code">{name}</Cell>
        <Cell className="needs">{rung.needs}</Cell>
        <Cell className="states">
          <States rung={rung} />
        </Cell>
        <Cell className="figures amount">{amountOf(rung, view.unit_amounts)}</Cell>
        <Cell className="open">
          <Button
            kind="quiet"
            expanded={open}
            controls={open ? proof : undefined}
            icon={open ? "unfold" : "right"}
            onClick={() => setOpen(!open)}
          >
            {open ? "Hide proof " : "Proof "}
            <span className="unseen">of {name}</span>
          </Button>
        </Cell>
      </Row>
      {open && (
        <Row className="sub">
          <Cell span={5}>
            <div id={proof}>
              <Proof
                code={rung.code}
                name={name}
                ready={isSupported(rung, view.readiness)}
                readiness={view.readiness}
              />
            </div>
          </Cell>
        </Row>
      )}
    </>
  );
}

function States({ rung: { states, reached } }: { rung: Rung }) {
  const { moment, words } = useFormat();
  return (
    <ul className="reasons">
      {states.map((state) => (
        <li key={state.words}>
          <Status kind={state.kind}>{words(state.words)}</Status>
          {state.detail && <span className="quiet small block">{words(state.detail)}</span>}
          {reached && <span className="quiet figures"> · reached {moment(reached)}</span>}
        </li>
      ))}
    </ul>
  );
}
