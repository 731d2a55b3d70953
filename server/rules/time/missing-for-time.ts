import type { TimeEntry, Undetermined } from "../../contract/index.ts";
import type { Span } from "../calendar.ts";
import type { Situation } from "../situation.ts";
import { unknownFields } from "./entry-reasons.ts";
import { otherProgrammeTime, takenFrom } from "./other-programme-time.ts";
import type { RecordedEntry } from "./recorded-entry.ts";
import type { SiftedEntry } from "./sifted-entry.ts";
import type { SiftedMonth } from "./sifted-month.ts";
import { overlap } from "./spans.ts";
import { payingStaySpans } from "./stay-spans.ts";

/** What nobody knows of the entries that were left out for it. An entry that is out anyway lacks nothing. */
export function missingForTime({ entries }: SiftedMonth, situation: Situation): Undetermined[] {
  const { calendar } = situation;
  const openStay =
    calendar !== null && payingStaySpans(situation, calendar).some(({ endKnown }) => !endKnown);
  const lost = entries.filter(({ losses }) => losses.has("not_known"));
  const touched = lost.some(({ recorded }) => unknownFields(recorded.entry).length === 0);
  return [
    ...lost.flatMap(fieldsOf),
    ...entries.filter((entry) => mayTakeFrom(entry, lost)).flatMap(takingFieldsOf),
    ...(openStay && touched ? [{ what: "stays.to", missing: "when a stay in a facility ended" }] : []),
  ];
}

function fieldsOf({ recorded: { entry }, losses }: SiftedEntry): Undetermined[] {
  const [deciding] = losses.keys();
  if (deciding !== "not_known") return [];
  return unknownFields(entry).map((field) => missingField(entry, field));
}

function missingField({ id }: TimeEntry, field: string): Undetermined {
  return { what: `time_entries.${id}.${field}`, missing: `${field} of entry ${id}` };
}

/** Whether an entry for another programme, of which something is not known, may have earned what these lost. */
function mayTakeFrom({ recorded }: SiftedEntry, lost: readonly SiftedEntry[]): boolean {
  const [taken] = otherProgrammeTime([recorded]);
  if (taken?.reason !== "not_known") return false;
  return lost.some(
    ({ recorded: other }) =>
      other !== recorded && takenFrom(other, [taken]).some(({ span }) => touches(span, other)),
  );
}

function touches(span: Span, recorded: RecordedEntry): boolean {
  return recorded.kind === "clock" && overlap(span, recorded.span);
}

/** When that work was done. Who did it as what is not asked: the answers that rule set 1.0.0 sealed do not name it. */
function takingFieldsOf({ recorded: { entry }, losses }: SiftedEntry): Undetermined[] {
  const [deciding] = losses.keys();
  if (deciding === "not_known") return [];
  return (["start", "end"] as const)
    .filter((field) => entry[field] === undefined)
    .map((field) => missingField(entry, field));
}
