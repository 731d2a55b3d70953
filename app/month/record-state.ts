import type { Delivery, MonthView, RecordPanel } from "../../server/contract/api.ts";
import type { StatusKind } from "../ui/status.tsx";
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
  readonly mend: "look_now" | "read_again" | null;
}

const nothing = { reference: null, at: null, why: [], issues: [], mend: null };

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
  const read = view.reads.find(({ type }) => type === "Task");
  const overtaken =
    delivery?.state === "confirmed" &&
    view.record.in_ehr !== null &&
    read !== undefined &&
    Date.parse(read.retrieved) >= Date.parse(delivery.at);
  return delivery && !overtaken ? deliveryState(delivery) : readState(view);
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

function heldState({ reference, version, at, same }: NonNullable<RecordPanel["in_ehr"]>): EhrState {
  const held = { ...nothing, reference, at };
  if (!same) {
    const why = [
      `The EHR holds ${version === null ? "a version without a number" : `version ${version}`}. The chart supports something else now.`,
    ];
    return { ...held, kind: "differs", words: "Differs", why };
  }
  return { ...held, ...versionState(version) };
}

/** "In EHR" needs a version. */
function versionState(version: string | null): Pick<EhrState, "kind" | "words"> {
  return version === null
    ? { kind: "unknown", words: "Not known: version" }
    : { kind: "inEhr", words: `In EHR, version ${version}` };
}

/** One write in the words of the closed list. */
function deliveryState(delivery: Delivery): EhrState {
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
            why: ["It waits here and is sent when the EHR can be reached."],
          }
        : { ...base, kind: "sending", words: "Sending", why: ["You can go on working."] };
    case "unknown":
      return { ...base, kind: "checking", words: "Checking", why: checkingWords(lookups), mend: "look_now" };
    case "confirmed":
      return { ...base, ...versionState(version) };
    case "rejected":
      return delivery.conflict
        ? { ...base, kind: "differs", words: "Two versions", why: [conflictWords], mend: "read_again" }
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

/** Where the link from our care plan stands. A care plan that is not ours is never changed. */
export function carePlanState(view: MonthView, deliveries: readonly Delivery[]): EhrState {
  const { care_plan } = view.record;
  const delivery = newest(deliveries, "care_plan_link");
  if (delivery && delivery.state !== "confirmed") return deliveryState(delivery);
  const { reference, detail, version } = care_plan;
  const base = { ...nothing, reference, why: detail === "" ? [] : [detail] };
  switch (care_plan.state) {
    case "ours":
      return care_plan.linked || delivery
        ? { ...base, ...versionState(delivery?.version ?? version), why: ["It names this month's record."] }
        : { ...base, kind: "excluded", words: "Not linked yet" };
    case "not_ours":
      return { ...base, kind: "locked", words: "Not changed", why: [notOurs] };
    case "none":
      return { ...base, kind: "excluded", words: "None found, read complete" };
    case "not_known":
      return { ...base, kind: "unknown", words: "Not known" };
  }
}

const notOurs = "This care plan was not made with CareMonth and is never changed.";

/** Why the month cannot be recorded now; null when it can. */
export function recordBlockedBy({ record }: MonthView, state: EhrState): string | null {
  if (record.channel === "export") return record.reason;
  if (state.kind === "sending") return "It is being sent.";
  if (state.kind === "notInEhr") return "It waits to be sent.";
  if (state.kind === "checking") return "Its outcome is being looked up.";
  if (state.mend === "read_again") return "Read again first.";
  return null;
}
