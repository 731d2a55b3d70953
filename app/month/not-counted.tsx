import type { EntryLine, MonthView } from "../../server/contract/api.ts";
import { Card } from "../ui/card.tsx";
import { clock, versioned } from "../ui/format.ts";
import { useFormat } from "../ui/format-context.tsx";
import { Status } from "../ui/status.tsx";
import { Cell, type Column, Row, Table } from "../ui/table.tsx";
import { timeIsKnown } from "./chart-knowledge.ts";
import { exclusionWords } from "./reader-words.ts";
import { SetAsideList } from "./set-aside-list.tsx";
import { notCountedOf, sumOf } from "./time-sum.ts";

const columns: readonly Column[] = [
  { name: "When" },
  { name: "Who" },
  { name: "Time", figures: true },
  { name: "Why it does not count" },
];

/** What was recorded and is not summed, with the reason. A record that subtracts in the open is believed. */
export function NotCounted({ view }: { view: MonthView }) {
  const sum = sumOf(view.entries);
  if (view.entries.length === 0) return <NoTime view={view} />;
  const rows = view.entries.filter((entry) => notCountedOf(entry) > 0);
  const equation = `Recorded ${clock(sum.recorded)} = counted ${clock(sum.counted)} + not counted ${clock(sum.notCounted)}`;
  return (
    <Card
      title={<span className="figures">Not counted {clock(sum.notCounted)}</span>}
      aside={<span className="figures">{equation}</span>}
    >
      {rows.length === 0 ? (
        <p className="inset">Every recorded second counts.</p>
      ) : (
        <Table label="Time that does not count" columns={columns} className="not-counted">
          {rows.map((entry) => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
        </Table>
      )}
      <SetAsideList records={view.set_aside} />
    </Card>
  );
}

function EntryRow({ entry }: { entry: EntryLine }) {
  const { moment } = useFormat();
  const when = entry.start ?? entry.date;
  const lost = notCountedOf(entry);
  return (
    <Row>
      <Cell className="when">{when === null ? "Day not recorded" : moment(when)}</Cell>
      <Cell className="who">
        <bdi>{entry.who}</bdi>
        {entry.credential && <span className="quiet">, {entry.credential}</span>}
      </Cell>
      <Cell className="figures">
        {clock(lost)}
        {lost < entry.recorded_seconds && <span className="quiet"> of {clock(entry.recorded_seconds)}</span>}
      </Cell>
      <Cell className="why">
        <strong>{whyNot(entry)}</strong>
        <span className="ref block">{versioned(entry.reference, entry.version)}</span>
      </Cell>
    </Row>
  );
}

function whyNot({ reasons }: EntryLine): string {
  return reasons.length === 0 ? "The rule set names no reason" : reasons.map(exclusionWords).join("; ");
}

function NoTime({ view }: { view: MonthView }) {
  if (!timeIsKnown(view)) {
    const read = view.reads.find(({ type }) => type === "Task");
    return (
      <Card title="Time" aside={<Status kind="unknown">Not known</Status>}>
        <p className="inset">
          <strong>Time entries are not known.</strong> {read?.detail} {read?.advice}
        </p>
        <SetAsideList records={view.set_aside} />
      </Card>
    );
  }
  return (
    <Card title="Time" aside={<Status kind="ready">Read complete</Status>}>
      <div className="inset">
        <p>
          <strong>{view.head.state === "open" ? "No time this month yet." : "No time in this month."}</strong>
        </p>
        <p className="quiet">{noneWords(view)}</p>
      </div>
      <SetAsideList records={view.set_aside} />
    </Card>
  );
}

function noneWords({ set_aside }: MonthView): string {
  return set_aside.some(({ artefact }) => artefact === "time_entry")
    ? "The read ended complete. What it found is set aside and does not count."
    : "The read ended complete and found none.";
}
