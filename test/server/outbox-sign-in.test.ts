import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Deliveries, MonthView, RecordPreview } from "../../server/contract/index.ts";
import { createCharts } from "../../server/launches/chart-service.ts";
import { createTokenKeeper } from "../../server/launches/token-keeper.ts";
import { createOutbox } from "../../server/outbox/outbox-service.ts";
import type { Store } from "../../server/store/store.ts";
import type { Demo } from "../demo/start-demo.ts";
import { type ChartSession, openChart } from "./chart-session.ts";
import { startHeadlessDemo } from "./demo-app.ts";
import { freshStore } from "./fresh-store.ts";

const month = "/api/month/2026-10";
const afterExpiry = 571_000;

/** One store for the file: each test has an EHR of its own, so no test's rows concern another's. */
let store: Store;
let demo: Demo;
beforeAll(async () => {
  store = await freshStore();
});
beforeEach(async () => {
  demo = await startHeadlessDemo({ store: async () => ({ db: store.db, close: async () => undefined }) });
});
afterEach(() => demo.close());
afterAll(() => store.close());

const taskWrites = () =>
  demo.sandbox.requests
    .filter(({ method, type }) => method === "POST" && type === "Task")
    .map(({ status }) => status);

async function confirm(chart: ChartSession): Promise<void> {
  const { patient } = MonthView.parse((await chart.get(month)).body);
  const shown = await chart.post(`${month}/preview`, { patient: patient.key });
  const { id } = RecordPreview.parse(shown.body);
  expect((await chart.post(`${month}/record`, { preview: id, patient: patient.key })).status).toBe(202);
}

async function states(chart: ChartSession): Promise<string[]> {
  const { deliveries } = Deliveries.parse((await chart.get(`${month}/deliveries`)).body);
  return deliveries.map(({ what, state }) => `${what} ${state}`).sort();
}

const issues = async (chart: ChartSession) =>
  Deliveries.parse((await chart.get(`${month}/deliveries`)).body).deliveries.flatMap((one) => one.issues);

/** Does what every process does by itself each quarter of a minute, and waits for what comes of it. */
async function deliverAll(chart: ChartSession): Promise<void> {
  const keeper = createTokenKeeper(demo.deps);
  const { open } = createCharts({ ...demo.deps, keeper });
  const onDefect = (error: Error) => expect.fail(error.message);
  const outbox = createOutbox({ ...demo.deps, openChart: open, onDefect });
  await outbox.sweep();
  await expect.poll(() => states(chart), { timeout: 15_000 }).toEqual(delivered);
  await outbox.close();
}

const delivered = ["care_plan_link confirmed", "month confirmed"];

/** The EHR takes its permission back for good: no token works any more and none is given out again. */
function endPermission(): void {
  demo.sandbox.revoke();
  const body = '{"error":"invalid_grant"}';
  const headers = { "content-type": "application/json" };
  demo.sandbox.faults.add({ kind: "status", status: 400, headers, body }, { path: "/oauth/token" });
}

/** Lets the permission end between the user's word and the first write. */
function endBeforeWriting(): void {
  demo.sandbox.intercept(({ method, type }) => {
    if (method === "POST" && type === "Task") {
      demo.sandbox.intercept(null);
      endPermission();
    }
    return null;
  });
}

describe("what a user confirmed", { timeout: 60_000 }, () => {
  it("is sent with a renewed token where the EHR refuses the old one in between, once", async () => {
    const chart = await openChart(demo, { patient: "p01" });
    demo.sandbox.intercept(({ method, type }) => {
      if (method !== "POST" || type !== "Task") return null;
      demo.sandbox.intercept(null);
      return { kind: "status", status: 401 };
    });
    await confirm(chart);
    await expect.poll(() => states(chart), { timeout: 15_000 }).toEqual(delivered);
    expect(taskWrites()).toEqual([401, 201]);
    expect(demo.sandbox.requests.filter(({ path }) => path === "/oauth/token")).toHaveLength(2);
  });

  it("waits for a sign-in when the permission is over, and goes on when the same user opens the same chart", async () => {
    const chart = await openChart(demo, { patient: "p01" });
    endBeforeWriting();
    await confirm(chart);
    await expect
      .poll(() => issues(chart), { timeout: 15_000 })
      .toEqual([expect.stringContaining("Nothing was sent")]);
    expect(await states(chart)).toEqual(["care_plan_link queued", "month queued"]);
    expect((await chart.get(month)).body).toMatchObject({ code: "ehr_session_ended" });
    demo.sandbox.faults.clear();

    const colleague = await openChart(demo, { patient: "p01", user: "pr-1" });
    const elsewhere = await openChart(demo, { patient: "p02" });
    for (const other of [colleague, elsewhere]) expect((await other.get(month)).status).toBe(200);
    const { due } = await store.db
      .selectFrom("delivery")
      .select("due")
      .where("launch", "=", chart.launch)
      .where("what", "=", "month")
      .executeTakeFirstOrThrow();
    expect(due).toBeNull();

    const again = await openChart(demo, { patient: "p01" });
    await deliverAll(again);
    expect(taskWrites().filter((status) => status === 201)).toHaveLength(1);
  });

  it("is not lost with the launch it was confirmed in", async () => {
    const chart = await openChart(demo, { patient: "p01" });
    endBeforeWriting();
    await confirm(chart);
    await expect.poll(() => issues(chart), { timeout: 15_000 }).not.toEqual([]);
    expect((await chart.post("/api/log-off", {})).status).toBe(204);
    demo.sandbox.faults.clear();
    const again = await openChart(demo, { patient: "p01" });
    await deliverAll(again);
  });

  it("is tried again by itself where the EHR could only not renew the token just then", async () => {
    const chart = await openChart(demo, { patient: "p01" });
    const { patient } = MonthView.parse((await chart.get(month)).body);
    const { id } = RecordPreview.parse((await chart.post(`${month}/preview`, { patient: patient.key })).body);
    demo.sandbox.intercept(({ path, type }) => {
      if (path === "/fhir/Task" && type === "Task") {
        demo.sandbox.clock.move(afterExpiry);
        demo.sandbox.intercept(null);
        demo.sandbox.faults.add({ kind: "status", status: 503 }, { path: "/oauth/token" });
      }
      return null;
    });
    await chart.post(`${month}/record`, { preview: id, patient: patient.key });
    await expect.poll(() => issues(chart), { timeout: 15_000 }).not.toEqual([]);
    expect(await states(chart)).toEqual(["care_plan_link queued", "month queued"]);
    expect(taskWrites()).toEqual([]);
    demo.sandbox.faults.clear();
    await store.db
      .updateTable("launch")
      .set({ refresh_until: new Date(0).toISOString() })
      .execute();
    demo.sandbox.clock.move(30_000);
    await deliverAll(chart);
    expect(taskWrites()).toEqual([201]);
  });
});
