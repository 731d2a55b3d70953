import type { Undetermined } from "../../contract/index.ts";
import type { Situation } from "../situation.ts";
import { unknownFields } from "./entry-reasons.ts";
import type { SiftedEntry } from "./sifted-entry.ts";
import type { SiftedMonth } from "./sifted-month.ts";
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
    ...(openStay && touched ? [{ what: "stays.to", missing: "when a stay in a facility ended" }] : []),
  ];
}

function fieldsOf({ recorded: { entry }, losses }: SiftedEntry): Undetermined[] {
  const [deciding] = losses.keys();
  if (deciding !== "not_known") return [];
  return unknownFields(entry).map((field) => ({
    what: `time_entries.${entry.id}.${field}`,
    missing: `${field} of entry ${entry.id}`,
  }));
}
