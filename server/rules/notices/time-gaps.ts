import type { Gap } from "../../contract/index.ts";
import { isOpen } from "../codes/curable.ts";
import type { Situation } from "../situation.ts";
import type { MonthTime } from "../time/month-time.ts";
import { concurrentEntries } from "./concurrent-entries.ts";
import { entryGapsOf } from "./entry-gaps.ts";
import { gap, gapIf } from "./gap.ts";
import type { GapCode } from "./gap-texts.ts";

/** Every soft finding on the month's time, one line a code with the entries it concerns. */
export function timeGaps(situation: Situation, time: MonthTime): Gap[] {
  const noContact = time.pooled.seconds > 0 && !hasContact(time);
  return [
    ...gapIf(isOpen(situation), "month_open", "The calculation was made before the month ended."),
    ...[...entriesByGap(situation, time)].map(([code, ids]) =>
      gap(code, `Entries: ${[...new Set(ids)].join(", ")}.`),
    ),
    ...gapIf(
      noContact,
      "no_patient_contact_this_month",
      "No counted entry reached the patient or a caregiver.",
    ),
  ];
}

const hasContact = ({ allocated }: MonthTime) =>
  allocated.some(({ sifted }) => sifted.recorded.entry.interactive === true);

function entriesByGap(situation: Situation, { sifted, allocated }: MonthTime) {
  const found = new Map<GapCode, string[]>();
  const add = (code: GapCode, id: string) => {
    const ids = found.get(code);
    if (ids) ids.push(id);
    else found.set(code, [id]);
  };
  const gapsOfEntry = entryGapsOf(situation);
  for (const entry of sifted.entries) {
    const { id } = entry.recorded.entry;
    for (const code of gapsOfEntry(entry)) add(code, id);
    if (sifted.claimedTwice.has(entry)) add("double_counted_time", id);
  }
  for (const id of sharedIds(situation)) add("duplicate_entry", id);
  for (const id of concurrentEntries(allocated)) add("concurrent_entries_review", id);
  return found;
}

/** Ids that more than one entry goes by: an entry may have been corrected and its old version left standing. */
function sharedIds({ facts }: Situation): string[] {
  const ids = (facts.time_entries ?? []).map(({ id }) => id);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].sort();
}
