import { setTimeout as pause } from "node:timers/promises";
import { expect } from "vitest";
import { Deliveries, MonthView, RecordPreview } from "../../server/contract/index.ts";
import type { ChartSession } from "./chart-session.ts";

/** The month of these tests, below our own address. */
export const month = "/api/month/2026-10";

/** The month as the screen shows it. */
export async function view(chart: ChartSession): Promise<MonthView> {
  return MonthView.parse((await chart.get(month)).body);
}

/** Answers all that the chart is silent about. */
export async function settleQuestions(chart: ChartSession): Promise<MonthView> {
  const { questions, patient } = await view(chart);
  for (const { pointer } of questions) {
    const answer = await chart.post(`${month}/attestations`, { pointer, patient: patient.key });
    expect(answer.status).toBe(204);
  }
  return view(chart);
}

/** What would be written, as it is shown before anybody confirms it. */
export async function preview(chart: ChartSession): Promise<RecordPreview> {
  const { patient } = await view(chart);
  return RecordPreview.parse((await chart.post(`${month}/preview`, { patient: patient.key })).body);
}

/** Confirms what a preview showed. */
export function confirm(chart: ChartSession, { id, patient }: RecordPreview) {
  return chart.post(`${month}/record`, { preview: id, patient });
}

/** How what was sent of the month stands. */
export async function deliveries(chart: ChartSession) {
  return Deliveries.parse((await chart.get(`${month}/deliveries`)).body).deliveries;
}

/** Waits until nothing is on its way any more; `unknown` is where a lost answer rests until it is looked up. */
export async function settled(chart: ChartSession) {
  for (;;) {
    const all = await deliveries(chart);
    const waiting = all.filter(({ state }) => state === "sending" || state === "queued");
    const blocked = all.some(({ what, state }) => what === "month" && state === "unknown");
    if (waiting.length === 0 || (blocked && waiting.every(({ what }) => what === "care_plan_link")))
      return all;
    await pause(10);
  }
}

/** Previews and confirms the month, and waits until nothing is on its way. */
export async function record(chart: ChartSession) {
  expect((await confirm(chart, await preview(chart))).status).toBe(202);
  return settled(chart);
}

/** Has a lost answer looked up in the EHR. */
export function lookUp(chart: ChartSession, id: string, patient: string) {
  return chart.post(`/api/deliveries/${id}/look-up`, { patient });
}
