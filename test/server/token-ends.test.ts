import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { refreshTokens } from "../../launch/refresh.ts";
import { claimRefresh, findRefreshRow } from "../../server/launches/refresh-rows.ts";
import { openContext } from "../../server/launches/sealed-context.ts";
import { openTokens } from "../../server/launches/sealed-tokens.ts";
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

const tokenPosts = () => demo.sandbox.requests.filter(({ path }) => path === "/oauth/token").length;

async function row() {
  const found = await findRefreshRow(store.db, chart.launch);
  if (!found) throw new Error("no such launch");
  return found;
}

async function auditKinds(): Promise<string[]> {
  const launch_key = demo.deps.keys.rowKey("launch", [chart.launch]);
  const entries = store.db.selectFrom("audit_entry").select("kind").where("launch_key", "=", launch_key);
  return (await entries.orderBy("seq").execute()).map(({ kind }) => kind);
}

/** The token endpoint answers like this from now on; anything it is given is really used up. */
function answerTokens(more: object): void {
  const body = JSON.stringify({
    access_token: "other",
    refresh_token: "other",
    token_type: "Bearer",
    expires_in: 570,
    ...more,
  });
  const headers = { "content-type": "application/json" };
  demo.sandbox.faults.add(
    { kind: "status", status: 200, headers, body, processed: true },
    { path: "/oauth/token" },
  );
}

describe("a refresh that answers for somebody else", () => {
  const unsigned = (claims: object) =>
    ["{}", JSON.stringify(claims), ""].map((part) => Buffer.from(part).toString("base64url")).join(".");

  it.each([
    ["another patient", { patient: "p02" }, "other_patient"],
    ["another subject", { id_token: unsigned({ sub: "pr-1" }) }, "other_user"],
    ["another person", { id_token: unsigned({ sub: "rn-1", fhirUser: "Practitioner/pr-1" }) }, "other_user"],
  ])("ends the launch: %s", async (_, named, code) => {
    answerTokens(named);
    demo.sandbox.clock.move(afterExpiry);
    for (const path of [month, "/api/presence", `${month}/deliveries`, "/api/drafts/note"])
      expect(await chart.get(path)).toMatchObject({ status: 401, body: { code } });
    expect(await row()).toMatchObject({ ended_because: `named_${code}`, tokens: "" });
    expect(await auditKinds()).toEqual(["launch.started", "launch.ended"]);
    expect(tokenPosts()).toBe(2);
    expect(demo.sandbox.requests.filter(({ type }) => type !== null)).toEqual([]);
  });

  it("goes on where it names the same patient and user", async () => {
    answerTokens({ patient: "p01", id_token: unsigned({ sub: "rn-1", fhirUser: "Practitioner/rn-1" }) });
    demo.sandbox.clock.move(afterExpiry);
    await chart.get(month);
    expect((await chart.get("/api/presence")).status).toBe(204);
    expect(await auditKinds()).not.toContain("launch.ended");
  });
});

it("a refresh that grants less narrows what the launch may do, and nothing widens it again", async () => {
  const scopesNow = async () => openTokens(demo.deps.keys, await row())?.scopes ?? [];
  const pinned = openContext(demo.deps.keys, await row()).scopes;
  expect(await scopesNow()).toEqual(pinned);
  answerTokens({ scope: "launch patient/Patient.r patient/Task.rs system/*.cruds" });
  demo.sandbox.clock.move(afterExpiry);
  const narrowed = await chart.get(month);
  expect(await scopesNow()).toEqual(["launch", "patient/Patient.r", "patient/Task.rs"]);
  expect(narrowed.body).toMatchObject({ record: { channel: "export" } });
  demo.sandbox.faults.clear();
  answerTokens({ scope: pinned.join(" ") });
  demo.sandbox.clock.move(afterExpiry);
  await chart.get(month);
  expect(await scopesNow()).toEqual(["launch", "patient/Patient.r", "patient/Task.rs"]);
  expect(openContext(demo.deps.keys, await row()).scopes).toEqual(pinned);
});

describe("a process that dies between sending a refresh and storing its answer", () => {
  /** What the dead process did: it took the refresh, the EHR used the refresh token up, and nothing was stored. */
  async function die(): Promise<string> {
    demo.sandbox.clock.move(afterExpiry);
    const dying = await row();
    const tokens = openTokens(demo.deps.keys, dying);
    const pinned = openContext(demo.deps.keys, dying);
    const connection = demo.deps.config.connections.find(({ iss }) => iss === pinned.iss);
    if (!tokens?.refreshToken || pinned.patient === null || !connection) throw new Error("no refresh token");
    expect(await claimRefresh(store.db, dying)).toBe(true);
    const { refreshToken } = tokens;
    const ask = { connection, tokens, refreshToken, pinned, now: demo.deps.now() };
    expect((await refreshTokens(ask)).kind).toBe("refreshed");
    return refreshToken;
  }
  const leaseOver = (until: Date) =>
    store.db.updateTable("launch").set({ refresh_until: until.toISOString() }).execute();

  it("leaves the permission over, said plainly, and its refresh token is never sent again", async () => {
    await die();
    await leaseOver(new Date(Date.now() - 1000));
    const answers = await Promise.all(Array.from({ length: 5 }, () => chart.get(month)));
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 401, body: { code: "ehr_session_ended" } });
    expect(tokenPosts()).toBe(2);
    expect(await row()).toMatchObject({ tokens: "", ended: null, refresh: null });
    expect(await auditKinds()).toEqual(["launch.started", "launch.permission_ended"]);
    expect((await chart.get("/api/presence")).status).toBe(204);
  });

  it("is waited for as long as it may still be alive", async () => {
    await die();
    const waiting = chart.get(month);
    expect(await Promise.race([waiting, new Promise((later) => setTimeout(later, 500, "waits"))])).toBe(
      "waits",
    );
    expect(tokenPosts()).toBe(2);
    await leaseOver(new Date(Date.now() - 1000));
    expect((await waiting).body).toMatchObject({ code: "ehr_session_ended" });
  });

  it("loses nothing where the answer was lost on the way and the process lives", async () => {
    demo.sandbox.faults.add({ kind: "reset_after" }, { path: "/oauth/token" });
    demo.sandbox.clock.move(afterExpiry);
    expect((await chart.get(month)).body).toMatchObject({ code: "ehr_session_ended" });
    demo.sandbox.faults.clear();
    expect((await chart.get(month)).body).toMatchObject({ code: "ehr_session_ended" });
    expect(tokenPosts()).toBe(2);
    const again = await openChart(demo, { patient: "p01" });
    expect((await again.get(month)).status).toBe(200);
  });
});
