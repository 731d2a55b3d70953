import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openTokens } from "../../server/launches/sealed-tokens.ts";
import type { Demo } from "../demo/start-demo.ts";
import { type ChartSession, openChart } from "./chart-session.ts";
import { startHeadlessDemo } from "./demo-app.ts";

let demo: Demo;
beforeAll(async () => {
  demo = await startHeadlessDemo();
});
afterEach(() => demo.sandbox.faults.clear());
afterAll(() => demo.close());

const revocation = "/oauth/token/revocation";
const revocations = () => demo.sandbox.requests.filter(({ path }) => path === revocation);

async function tokensOf({ launch }: ChartSession) {
  const rows = demo.deps.store.db.selectFrom("launch").selectAll().where("id", "=", launch);
  const tokens = openTokens(demo.deps.keys, await rows.executeTakeFirstOrThrow());
  if (!tokens) throw new Error("no tokens");
  return tokens;
}

async function opens(token: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`${demo.sandbox.fhirBase}/Patient/p01`, { headers })).status === 200;
}

async function auditOf({ launch }: ChartSession) {
  const launch_key = demo.deps.keys.rowKey("launch", [launch]);
  const rows = demo.deps.store.db.selectFrom("audit_entry").selectAll().where("launch_key", "=", launch_key);
  return (await rows.orderBy("seq").execute()).map(({ seq, kind, details }) => {
    const place = { table: "audit_entry", column: "details", row: String(seq) };
    return [kind, JSON.parse(demo.deps.keys.open(details, place))];
  });
}

const leave = (chart: ChartSession) => chart.post("/api/log-off", {});

describe("logging off", () => {
  it("hands both tokens back to the EHR and forgets them", async () => {
    const chart = await openChart(demo, { patient: "p01" });
    const { accessToken, refreshToken } = await tokensOf(chart);
    expect(refreshToken).not.toBeNull();
    expect(await opens(accessToken)).toBe(true);
    expect((await leave(chart)).status).toBe(204);
    expect(await opens(accessToken)).toBe(false);
    expect(
      revocations()
        .slice(-2)
        .map(({ status }) => status),
    ).toEqual([200, 200]);
    await expect(tokensOf(chart)).rejects.toThrow("no tokens");
    const told = { refresh_token: "revoked", access_token: "revoked" };
    expect((await auditOf(chart)).at(-1)).toEqual(["tokens.revoked", expect.objectContaining(told)]);
  });

  it.each([
    ["does not take them", { kind: "status", status: 500 } as const, "refused"],
    ["breaks off", { kind: "reset_before" } as const, "unreachable"],
  ])("is done all the same where the EHR %s", async (_, fault, told) => {
    const chart = await openChart(demo, { patient: "p01" });
    demo.sandbox.faults.add(fault, { path: revocation });
    expect((await leave(chart)).status).toBe(204);
    const details = { refresh_token: told, access_token: told };
    expect((await auditOf(chart)).at(-1)).toEqual(["tokens.revoked", expect.objectContaining(details)]);
    expect((await chart.get("/api/presence")).status).toBe(401);
  });

  it("leaves the tokens to a write that is still on its way, and forgets them here", async () => {
    const chart = await openChart(demo, { patient: "p01" });
    const { accessToken } = await tokensOf(chart);
    const before = revocations().length;
    const { db } = demo.deps.store;
    const month = "2026-10";
    const row = await db
      .selectFrom("launch")
      .selectAll()
      .where("id", "=", chart.launch)
      .executeTakeFirstOrThrow();
    await db
      .insertInto("delivery")
      .values({
        id: "under-way",
        launch: chart.launch,
        practice: row.practice,
        patient_key: row.patient_key ?? "",
        user_key: row.user_key,
        month,
        what: "month",
        state: "sending",
        conflict: false,
        lookups: 0,
        absences: 0,
        follows: null,
        sent: null,
        looked: null,
        due: null,
        lease: new Date(Date.now() + 3_600_000).toISOString(),
        payload: "",
        result: null,
        created: demo.deps.now(),
        changed: demo.deps.now(),
      })
      .execute();
    expect((await leave(chart)).status).toBe(204);
    expect(revocations()).toHaveLength(before);
    expect(await opens(accessToken)).toBe(true);
    await expect(tokensOf(chart)).rejects.toThrow("no tokens");
    await db.deleteFrom("delivery").execute();
  });
});

it("tokens that come after their user logged off are handed back at once, and that is on the audit log", async () => {
  const chart = await openChart(demo, { patient: "p01" });
  demo.sandbox.faults.add({ kind: "late_answer", ms: 1_500 }, { path: "/oauth/token" });
  demo.sandbox.clock.move(571_000);
  const reading = chart.get("/api/month/2026-10");
  const refresh = demo.deps.store.db.selectFrom("launch").select("refresh").where("id", "=", chart.launch);
  await expect.poll(() => refresh.executeTakeFirst(), { timeout: 5_000 }).toEqual({ refresh: "sent" });
  expect((await leave(chart)).status).toBe(204);
  expect((await reading).status).toBe(401);
  const told = { because: "launch_over", refresh_token: "revoked", access_token: "revoked" };
  expect((await auditOf(chart)).at(-1)).toEqual(["tokens.revoked", expect.objectContaining(told)]);
  await expect(tokensOf(chart)).rejects.toThrow("no tokens");
});
