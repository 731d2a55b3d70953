import type { TimeEntry, TimeEntryRecord } from "../../server/contract/index.ts";
import { dayIn } from "../fhir-date.ts";
import type { HeldRecord, OurRecords, RecordSetAside } from "../our-records.ts";
import { type Chart, type FactSource, type Known, personId } from "./chart.ts";
import { concernsMonth } from "./concerns-month.ts";

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

/** The entries that touch the month and stand; what was corrected, doubled, contradicted or cannot be trusted is set aside. */
export function entriesOf(chart: Chart): OurRecords<TimeEntryRecord> {
  const { timezone, month, records } = chart;
  const { held, setAside } = records.time_entry;
  const inMonth = held.filter(({ record }) => {
    const [from, to] = [dayIn(timezone, record.start), dayIn(timezone, record.end)].sort();
    return from !== undefined && to !== undefined && from <= month.latest && to >= month.earliest;
  });
  const corrected = new Set(held.flatMap(({ record }) => record.replaces ?? []));
  const judged = inMonth.map((one) => ({ one, why: whyAside(chart, one, corrected) }));
  return {
    held: judged.flatMap(({ one, why }) => (why === undefined ? [one] : [])),
    setAside: [
      ...setAside.filter(({ resource }) => concernsMonth(chart, resource)),
      ...judged.flatMap(({ why }) => why ?? []),
    ].map(loudly),
  };
}

/** Time that may have been worked and is not counted is said to be so. */
function loudly(aside: RecordSetAside): RecordSetAside {
  const doubtful = aside.kind === "unusable" || aside.kind === "unverified";
  return doubtful ? { ...aside, why: `${aside.why} Any time it holds is not counted.` } : aside;
}

/** An entry somebody corrected stays corrected, whoever did so: doubt never adds time. */
function whyAside(
  { records, input, timezone }: Chart,
  one: Held,
  corrected: ReadonlySet<string>,
): RecordSetAside | undefined {
  const { reference, version, identifier, resource } = one;
  const place = { artefact: "time_entry", reference, version, resource } as const;
  if (corrected.has(identifier)) {
    return { ...place, kind: "superseded", why: "A later entry corrects it." };
  }
  // Who has left since did work then; the day the work began decides.
  if (!input.isStaff(one.record.person.reference, dayIn(timezone, one.record.start))) {
    const why = "The person it names was not on this practice's staff list on that day.";
    return { ...place, kind: "unverified", why };
  }
  const twins = records.time_entry.held.filter((other) => other.record.id === one.record.id);
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
