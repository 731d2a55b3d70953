import type { Delivery, RecordPanel } from "../contract/index.ts";
import { findingOf, sameFinding } from "./month-finding.ts";
import type { MonthReading } from "./read-month.ts";

/** What the EHR holds of this month, and what is on its way there. */
export function recordPanel(reading: MonthReading, deliveries: Delivery[]): RecordPanel {
  const { shown, channel, linkWay } = reading;
  const { state, reference, version, detail } = shown.carePlan;
  return {
    channel: channel.channel,
    reason: channel.reason,
    in_ehr: inEhr(reading),
    care_plan: {
      state,
      reference,
      version,
      linked: isLinked(reading),
      detail: state === "ours" ? linkWay.reason : detail,
    },
    deliveries,
  };
}

function inEhr(reading: MonthReading): RecordPanel["in_ehr"] {
  const { month } = reading.shown;
  if (!month) return null;
  const { reference, version, record } = month;
  const same = record !== null && sameFinding(record, findingOf(reading));
  return { reference, version, at: record?.as_of ?? null, readable: record !== null, same };
}

/** Whether an activity of our plan already names the month's Task. */
export function isLinked({ shown }: Pick<MonthReading, "shown">): boolean {
  return shown.month !== null && shown.carePlan.activities.includes(shown.month.reference);
}
