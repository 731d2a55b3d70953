import { dayIn } from "../../fhir-mappings/fhir-date.ts";
import type { Deliveries, MonthView, RecordPreview } from "../contract/index.ts";
import { Refusal } from "../errors.ts";
import type { ActiveLaunch } from "../launches/launches-service.ts";
import type { MonthDeps } from "./month-deps.ts";
import { offeredMonths } from "./month-head.ts";
import { monthView } from "./month-view.ts";
import { previewOf } from "./preview.ts";
import { keepPreview } from "./preview-rows.ts";
import { monthOf, readMonth } from "./read-month.ts";
import { staffPerson } from "./signed-in.ts";

/** The month named in a request: `current`, or one of the months on offer. Throws Refusal `month_not_offered`. */
export function requestedMonth(deps: MonthDeps, launch: ActiveLaunch, month: string): string {
  const current = today(deps, launch).slice(0, 7);
  if (month === "current") return current;
  if (!offeredMonths(current).some((one) => one.month === month)) throw new Refusal("month_not_offered");
  return month;
}

/** Reads the chart and answers what the screen shows of the month. */
export async function viewMonth(deps: MonthDeps, launch: ActiveLaunch, month: string): Promise<MonthView> {
  const [reading, { deliveries }] = await Promise.all([
    readMonth(deps, launch, month),
    deliveriesIn(deps, launch, month),
  ]);
  return monthView(deps, reading, { launch, today: today(deps, launch), deliveries });
}

/** Reads the chart anew and keeps what would be written, for the user to confirm. */
export async function previewMonth(
  deps: MonthDeps,
  launch: ActiveLaunch,
  month: string,
): Promise<RecordPreview> {
  const by = staffPerson(launch);
  const reading = await readMonth(deps, launch, month);
  if (reading.channel.channel !== "native") throw new Refusal("channel_missing");
  if (reading.shown.reads.Task.outcome !== "complete") throw new Refusal("read_incomplete");
  const content = previewOf(reading, { keys: deps.keys, launch, by });
  await keepPreview(deps, { launch: launch.context.id, month, content, now: deps.now() });
  return content.shown;
}

/** The month's writes and their states. */
export async function deliveriesIn(
  deps: MonthDeps,
  launch: ActiveLaunch,
  month: string,
): Promise<Deliveries> {
  return { deliveries: await deps.outbox.list(monthOf(launch, month)) };
}

function today({ now }: MonthDeps, { practice }: ActiveLaunch): string {
  return dayIn(practice.timezone, now());
}
