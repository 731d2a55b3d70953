import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildApp } from "../../server/app.ts";
import { MonthView } from "../../server/contract/index.ts";
import type { Store } from "../../server/store/store.ts";
import type { Demo } from "../demo/start-demo.ts";
import { type ChartSession, openChart } from "./chart-session.ts";
import { startHeadlessDemo } from "./demo-app.ts";
import { freshStore } from "./fresh-store.ts";

const month = "/api/month/2026-10";
const minute = 60_000;
/** The sandbox's tokens live 570 seconds. */
const beforeRenewal = 539_000;
const afterExpiry = 571_000;

/** One store for the file: each test has an EHR of its own, so no test's rows concern another's. */
let store: Store;
let demo: Demo;
let chart: ChartSession;
beforeAll(async () => {
  store = await freshStore();
});
beforeEach(async () => {
  demo = await startHeadlessDemo({ store: async () => ({ db: store.db, close: async () => undefined }) });
  chart = await openChart(demo, { patient: "p01" });
});
afterEach(() => demo.close());
afterAll(() => store.close());

/** The statuses of every exchange at the token endpoint after the launch's own. */
function refreshes(): (number | null)[] {
  return demo.sandbox.requests
    .filter(({ path }) => path === "/oauth/token")
    .slice(1)
    .map(({ status }) => status);
}

async function read(session = chart): Promise<number> {
  const { status, body } = await session.get(month);
  if (status === 200)
    expect(MonthView.parse(body).reads.every(({ outcome }) => outcome === "complete")).toBe(true);
  return status;
}

/** The process beside the demo's own, on the same store. */
async function secondProcess(): Promise<{ session: ChartSession; close(): Promise<void> }> {
  const app = buildApp(demo.deps);
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  return { session: chart.at(address), close: () => app.close() };
}

describe("a token that expires", () => {
  it("is not renewed before its time", async () => {
    demo.sandbox.clock.move(beforeRenewal);
    expect(await read()).toBe(200);
    expect(refreshes()).toEqual([]);
  });

  it("is renewed before a month is read, and the month is whole", async () => {
    demo.sandbox.clock.move(afterExpiry);
    expect(await read()).toBe(200);
    expect(refreshes()).toEqual([200]);
  });

  it("is renewed again and again, each time with the newest refresh token", async () => {
    for (let hour = 0; hour < 6; hour += 1) {
      demo.sandbox.clock.move(afterExpiry);
      expect(await read()).toBe(200);
    }
    // The sandbox revokes everything as soon as it sees a refresh token for the second time.
    expect(refreshes()).toEqual([200, 200, 200, 200, 200, 200]);
  });

  it("is renewed once for twenty readings at a time", async () => {
    demo.sandbox.clock.move(afterExpiry);
    expect(await Promise.all(Array.from({ length: 20 }, () => read()))).toEqual(Array(20).fill(200));
    expect(refreshes()).toEqual([200]);
  });

  it("is renewed once for twenty readings in two processes", async () => {
    const other = await secondProcess();
    demo.sandbox.clock.move(afterExpiry);
    const sessions = Array.from({ length: 20 }, (_, turn) => (turn % 2 === 0 ? chart : other.session));
    expect(await Promise.all(sessions.map(read))).toEqual(Array(20).fill(200));
    expect(refreshes()).toEqual([200]);
    await other.close();
  });

  it("is renewed once while the EHR takes its time", async () => {
    const other = await secondProcess();
    demo.sandbox.faults.add({ kind: "late_answer", ms: 700 }, { path: "/oauth/token" });
    demo.sandbox.clock.move(afterExpiry);
    expect(await Promise.all([read(), read(other.session), read()])).toEqual([200, 200, 200]);
    expect(refreshes()).toEqual([200]);
    await other.close();
  });
});

describe("a token that the EHR refuses before its time", () => {
  it("is renewed once for a whole reading", async () => {
    demo.sandbox.revoke();
    expect(await read()).toBe(200);
    expect(refreshes()).toEqual([200]);
  });

  it("ends the permission when its successor is refused too", async () => {
    demo.sandbox.intercept(({ type }) => (type === null ? null : { kind: "status", status: 401 }));
    for (let reading = 0; reading < 3; reading += 1) await chart.get(month);
    demo.sandbox.intercept(null);
    expect((await chart.get(month)).body).toMatchObject({ code: "ehr_session_ended" });
    expect(refreshes()).toEqual([200]);
  });
});

describe("an EHR that cannot renew a token", () => {
  const busy = () => demo.sandbox.faults.add({ kind: "status", status: 503 }, { path: "/oauth/token" });

  it("is left alone for a moment, while the old token serves", async () => {
    busy();
    demo.sandbox.clock.move(560_000);
    expect(await Promise.all(Array.from({ length: 10 }, () => read()))).toEqual(Array(10).fill(200));
    expect(refreshes()).toEqual([503]);
  });

  it("is not taken for one that ended its permission", async () => {
    busy();
    demo.sandbox.clock.move(afterExpiry);
    expect(await chart.get(month)).toMatchObject({ status: 502, body: { code: "ehr_unreachable" } });
    demo.sandbox.faults.clear();
    expect(await chart.get(month)).toMatchObject({ body: { code: "ehr_unreachable" } });
    expect(refreshes()).toEqual([503]);
    await demo.deps.store.db
      .updateTable("launch")
      .set({ refresh_until: new Date(0).toISOString() })
      .execute();
    expect(await read()).toBe(200);
    expect(refreshes()).toEqual([503, 200]);
  });
});

it("everything that needs no EHR goes on when the permission is over", async () => {
  const { patient } = MonthView.parse((await chart.get(month)).body);
  demo.sandbox.intercept(({ path }) =>
    path === "/oauth/token"
      ? {
          kind: "status",
          status: 400,
          headers: { "content-type": "application/json" },
          body: '{"error":"invalid_grant"}',
        }
      : null,
  );
  demo.sandbox.clock.move(11 * minute);
  for (let turn = 0; turn < 3; turn += 1)
    expect(await chart.get(month)).toMatchObject({ status: 401, body: { code: "ehr_session_ended" } });
  expect(refreshes()).toEqual([400]);
  expect((await chart.get("/api/presence")).status).toBe(204);
  expect((await chart.get(`${month}/deliveries`)).status).toBe(200);
  expect((await chart.put("/api/drafts/note", { patient: patient.key, text: "typed" })).status).toBe(204);
  expect((await chart.get("/api/drafts/note")).body).toMatchObject({ draft: { text: "typed" } });
  expect((await chart.post("/api/log-off", {})).status).toBe(204);
});
