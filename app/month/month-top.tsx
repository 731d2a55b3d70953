import { useId, useState } from "react";
import type { MonthHead, MonthView } from "../../server/contract/api.ts";
import { Button } from "../ui/button.tsx";
import { counted, zoneWords } from "../ui/format.ts";
import { useFormat } from "../ui/format-context.tsx";
import { Late } from "../ui/skeleton.tsx";
import { Status } from "../ui/status.tsx";
import { MonthPicker } from "./month-picker.tsx";
import { ReadList } from "./read-list.tsx";

interface MonthTopProps {
  readonly view: MonthView;
  readonly reading: boolean;
  readonly onMonth: (month: string) => void;
  readonly onReadAgain: () => void;
}

/** Which month, in whose time zone, how far it has come, and how complete the reading of the chart was. */
export function MonthTop({ view, reading, onMonth, onReadAgain }: MonthTopProps) {
  const [open, setOpen] = useState(false);
  const list = useId();
  return (
    <>
      <div className="month-top">
        <h1 className="unseen">{view.head.label}</h1>
        <MonthPicker month={view.head.month} months={view.months} onMonth={onMonth} />
        <MonthRange head={view.head} />
        <div className="reading">
          <ReadingState view={view} reading={reading} />
          <Button
            kind="quiet"
            expanded={open}
            controls={open ? list : undefined}
            onClick={() => setOpen(!open)}
          >
            {open ? "Hide reads" : "Show reads"}
          </Button>
          <Button
            kind="quiet"
            icon="again"
            onClick={onReadAgain}
            blockedBy={reading ? "The chart is being read." : null}
          >
            Read again
          </Button>
        </div>
      </div>
      {reading && <SlowReading />}
      {open && <ReadList id={list} view={view} />}
    </>
  );
}

/** Said once a reading takes long. The answers on screen stay those of the reading before. */
function SlowReading() {
  return (
    <Late after={8_000}>
      <p className="small quiet" role="status">
        The EHR is slow to answer. What cannot be read in time will be shown as not known.
      </p>
    </Late>
  );
}

function MonthRange({ head }: { head: MonthHead }) {
  const { day } = useFormat();
  return (
    <p className="range">
      {day(head.from)} to {day(head.to)}, midnight to midnight, {zoneWords(head.timezone)}
      <br />
      {stateWords(head)}
    </p>
  );
}

function stateWords({ state, day, days, working_days_left }: MonthHead): string {
  if (state === "past") return `Past month: its ${days} days are over`;
  const left =
    working_days_left === null ? "" : `, ${counted(working_days_left, "working day")} left with today`;
  return day === null ? "Open" : `Open: day ${day} of ${days}${left}`;
}

function ReadingState({ view, reading }: { view: MonthView; reading: boolean }) {
  const { time } = useFormat();
  const complete = view.reads.filter(({ outcome }) => outcome === "complete").length;
  const all = view.reads.length;
  const oldest = view.reads.map(({ retrieved }) => retrieved).sort(byInstant)[0];
  return (
    <span className="row" role="status">
      {reading ? (
        <Status kind="reading" pill>
          Reading the chart
        </Status>
      ) : (
        <Status kind={complete === all ? "ready" : "unknown"} pill>
          {complete === all ? `All ${all} reads complete` : `${complete} of ${all} reads complete`}
        </Status>
      )}
      {oldest && <span>Read {time(oldest)}</span>}
    </span>
  );
}

function byInstant(one: string, other: string): number {
  return Date.parse(one) - Date.parse(other);
}
