import type { Delivery, MonthView, RecordPanel } from "../../server/contract/api.ts";
import type { ChartType } from "../../server/contract/reads.ts";
import type { StatusKind } from "../ui/status.tsx";
import { writeBlockedBy } from "../user-words.ts";
import { outcomeOf } from "./chart-knowledge.ts";

/** Where one artefact stands in the EHR, in the words of the closed list. */
export interface EhrState {
  readonly kind: StatusKind;
  readonly words: string;
  readonly reference: string | null;
  readonly at: string | null;
  /** What it means and what to do; sentences of ours. */
  readonly why: readonly string[];
  /** Words that came with a refusal, the EHR's or ours. */
  readonly issues: readonly string[];
  readonly mend: "look_now" | "send_now" | "read_again" | null;
  /** Why nothing may be written now; null when it may. */
  readonly hold: string | null;
}

/** The parts of a state that says nothing of them. */
export const nothing = { reference: null, at: null, why: [], issues: [], mend: null, hold: null };

/** The newest write of a kind, or null when there was none. */
export function newest(deliveries: readonly Delivery[], what: Delivery["what"]): Delivery | null {
  const [first] = deliveries
    .filter((delivery) => delivery.what === what)
    .toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
  return first ?? null;
}

/** Where the month's record stands: the newest write while it is newer than what was read, else what was read. */
export function monthState(view: MonthView, deliveries: readonly Delivery[]): EhrState {
  const delivery = newest(deliveries, "month");
  if (!delivery) return readState(view);
  if (!isOvertaken(delivery, view, ["Task"])) return deliveryState(delivery);
  const vanished = delivery.state === "confirmed" && view.record.in_ehr === null;
  return vanished ? vanishedState(delivery) : readState(view);
}

/** Whether complete reads ended after the EHR settled a write: then they decide. A plain refusal stays in sight. */
export function isOvertaken(
  { state, conflict, at }: Delivery,
  { reads }: MonthView,
  types: readonly ChartType[],
): boolean {
  const settled = state === "confirmed" || (state === "rejected" && conflict);
  const since = reads.filter(
    ({ outcome, retrieved }) => outcome === "complete" && Date.parse(retrieved) >= Date.parse(at),
  );
  return settled && types.every((one) => since.some(({ type }) => type === one));
}

function vanishedState({ reference, version, at }: Delivery): EhrState {
  const accepted = `The EHR accepted it${version === null ? "" : ` as version ${version}`}; a later complete reading did not find it.`;
  const why = [accepted, "Read again. If it stays so, record again."];
  const words = "Not found in the EHR any more";
  return { ...nothing, reference, at, kind: "notInEhr", words, why, mend: "read_again" };
}

function readState(view: MonthView): EhrState {
  const { channel, in_ehr } = view.record;
  if (in_ehr) return heldState(in_ehr);
  if (outcomeOf(view, "Task") !== "complete") {
    return {
      ...nothing,
      kind: "unknown",
      words: "Not known",
      why: ["The read of Task did not end complete."],
    };
  }
  if (channel === "export") return { ...nothing, kind: "notInEhr", words: "NOT in the EHR" };
  return { ...nothing, kind: "excluded", words: "Not written yet" };
}

function heldState({ reference, version, at, same, readable }: NonNullable<RecordPanel["in_ehr"]>): EhrState {
  const held = { ...nothing, reference, at };
  if (!readable) {
    const why = ["The EHR holds a record of this month that cannot be read. Recording replaces it."];
    return { ...held, kind: "unknown", words: "Not known: cannot be read", why };
  }
  if (!same) {
    const why = [
      `The EHR holds ${version === null ? "a version without a number" : `version ${version}`}. The chart supports something else now.`,
    ];
    return { ...held, kind: "differs", words: "Differs", why };
  }
  return { ...held, ...versionState(version) };
}

/** "In EHR" needs a version. */
export function versionState(version: string | null): Pick<EhrState, "kind" | "words"> {
  return version === null
    ? { kind: "unknown", words: "Not known: version" }
    : { kind: "inEhr", words: `In EHR, version ${version}` };
}

/** One write in the words of the closed list. */
export function deliveryState(delivery: Delivery): EhrState {
  const { reference, version, at, issues, lookups } = delivery;
  const base = { ...nothing, reference, at, issues };
  switch (delivery.state) {
    case "queued":
    case "sending":
      return issues.length > 0
        ? {
            ...base,
            kind: "notInEhr",
            words: "NOT in the EHR",
            why: ["It waits here, is tried again by itself, and is given up after 15 minutes."],
            mend: "send_now",
            hold: "It waits to be sent.",
          }
        : {
            ...base,
            kind: "sending",
            words: "Sending",
            why: ["You can go on working."],
            hold: "It is being sent.",
          };
    case "unknown":
      return {
        ...base,
        kind: "checking",
        words: "Checking",
        why: checkingWords(lookups),
        mend: "look_now",
        hold: "Its outcome is being looked up.",
      };
    case "confirmed":
      return { ...base, ...versionState(version) };
    case "rejected":
      return delivery.conflict
        ? {
            ...base,
            kind: "differs",
            words: "Two versions",
            why: [conflictWords],
            mend: "read_again",
            hold: "Read again first.",
          }
        : {
            ...base,
            kind: "rejected",
            words: "Rejected",
            why: ["It is NOT in the EHR. The reason given:"],
            mend: null,
          };
  }
}

const conflictWords =
  "Somebody else changed it in the EHR. Nothing was overwritten. Read again, then compare and record.";

function checkingWords(lookups: number): string[] {
  return [
    "Sent, but the answer was lost.",
    "It is looked up in the EHR by its identifier before anything is sent again, so it cannot be written twice.",
    ...(lookups === 0 ? [] : [`Looked up ${lookups} ${lookups === 1 ? "time" : "times"} so far.`]),
  ];
}

/** Why the month cannot be recorded now; null when it can. */
export function recordBlockedBy(view: MonthView, state: EhrState): string | null {
  const { channel, reason } = view.record;
  if (channel === "export") return reason;
  return writeBlockedBy(view) ?? state.hold;
}
