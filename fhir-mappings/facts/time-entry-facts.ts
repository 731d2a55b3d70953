import type { TimeEntry, TimeEntryRecord } from "../../server/contract/index.ts";
import { dayIn } from "../fhir-date.ts";
import type { HeldRecord, OurRecords, RecordSetAside } from "../our-records.ts";
import { type Chart, type FactSource, type Known, personId } from "./chart.ts";

type Held = HeldRecord<TimeEntryRecord>;

/** The month's recorded time. */
export const timeEntryFacts: FactSource = { type: "Task", pointers: ["/time_entries"], know };

function know(chart: Chart): Known {
  const entries = entriesOf(chart).held;
  const each = entries.map(({ evidence }, index) => [`/time_entries/${index}`, [evidence]] as const);
  const all = entries.map(({ evidence }) => evidence);
  return {
    facts: { time_entries: entries.map(({ record }) => factOf(chart, record)) },
    evidence: { ...Object.fromEntries(each), ...(all.length === 0 ? {} : { "/time_entries": all }) },
  };
}

/** The entries that touch the month and stand; what was corrected, doubled or contradicted is set aside. */
export function entriesOf({ records, timezone, month }: Chart): OurRecords<TimeEntryRecord> {
  const { held, setAside } = records.time_entry;
  const inMonth = held.filter(({ record }) => {
    const [from, to] = [dayIn(timezone, record.start), dayIn(timezone, record.end)].sort();
    return from !== undefined && to !== undefined && from <= month.latest && to >= month.earliest;
  });
  const corrected = new Set(held.flatMap(({ record }) => record.replaces ?? []));
  const judged = inMonth.map((one) => ({ one, why: whyAside(one, held, corrected) }));
  return {
    held: judged.flatMap(({ one, why }) => (why === undefined ? [one] : [])),
    setAside: [...setAside, ...judged.flatMap(({ why }) => why ?? [])],
  };
}

function whyAside(
  one: Held,
  all: readonly Held[],
  corrected: ReadonlySet<string>,
): RecordSetAside | undefined {
  const { reference, version, identifier } = one;
  const place = { artefact: "time_entry", reference, version } as const;
  if (corrected.has(identifier)) {
    return { ...place, kind: "superseded", why: "A later entry corrects it." };
  }
  const twins = all.filter((other) => other.record.id === one.record.id);
  if (twins.some((twin) => JSON.stringify(twin.record) !== JSON.stringify(one.record))) {
    return { ...place, kind: "unusable", why: "The EHR holds two versions of this entry that differ." };
  }
  return twins[0] === one
    ? undefined
    : { ...place, kind: "duplicate", why: "The EHR holds the same entry twice; it counts once." };
}

const liveModes: readonly TimeEntry["mode"][] = ["phone", "video", "in_person"];

function factOf(chart: Chart, record: TimeEntryRecord): TimeEntry {
  return {
    id: record.id,
    start: record.start,
    end: record.end,
    role: record.role,
    person: personId(chart, record.person.reference),
    credential: record.credential,
    activity: record.outcome === "no_answer" ? "outreach_attempt" : record.activity,
    mode: record.outcome === "voicemail" ? "voicemail" : record.mode,
    interactive: record.outcome === "reached" && liveModes.includes(record.mode),
    attributed_to: record.programmes,
    patients_sharing: record.patients_sharing,
    recorded: record.recorded,
  };
}
