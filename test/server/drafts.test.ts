import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchCookie } from "../../server/launches/launch-cookie.ts";
import { openTestLaunch, ownPage, type TestLaunch } from "./open-test-launch.ts";
import { connection, practice, startTestServer, type TestServer } from "./test-server.ts";

const otherIss = "https://ehr.example.org/other";
let server: TestServer;
beforeAll(async () => {
  const other = { ...connection, iss: otherIss };
  server = await startTestServer({ config: { connections: [connection, other], practices: [practice] } });
});
afterAll(() => server.close());

async function patientKey({ id }: TestLaunch): Promise<string> {
  const rows = server.deps.store.db.selectFrom("launch").select("patient_key").where("id", "=", id);
  return (await rows.executeTakeFirstOrThrow()).patient_key ?? "";
}

async function ask(launch: TestLaunch, method: "GET" | "PUT" | "DELETE", place: string, body?: object) {
  const headers = { ...launch.headers, ...ownPage, "content-type": "application/json" };
  const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
  const answer = await server.app.inject({ method, url: `/api/drafts/${place}`, headers, ...payload });
  return { status: answer.statusCode, body: answer.body === "" ? null : answer.json() };
}

async function keep(launch: TestLaunch, text: string, place = "note") {
  return ask(launch, "PUT", place, { patient: await patientKey(launch), text });
}

const nothing = { status: 200, body: { patient: expect.any(String), draft: null } };
const nurse = { patient: "p1", user: "Practitioner/rn-1" };

describe("what a user has typed", () => {
  it("is there for the same user and patient in another launch, newest last, until it is dropped", async () => {
    const first = await openTestLaunch(server, nurse);
    expect(await keep(first, "one")).toEqual({ status: 204, body: null });
    await keep(first, "two 🙂 \u202e");
    const later = await openTestLaunch(server, nurse);
    const saved = server.deps.now();
    expect(await ask(later, "GET", "note")).toEqual({
      status: 200,
      body: { patient: await patientKey(later), draft: { text: "two 🙂 \u202e", saved } },
    });
    expect(await ask(later, "GET", "plan")).toEqual(nothing);
    expect((await ask(later, "DELETE", "note", { patient: await patientKey(later) })).status).toBe(204);
    expect(await ask(first, "GET", "note")).toEqual(nothing);
  });

  it.each([
    ["another user", { ...nurse, user: "Practitioner/pr-1" }],
    ["another patient", { ...nurse, patient: "p2" }],
    ["that patient's number at another EHR", { ...nurse, iss: otherIss }],
  ])("is nothing to %s, who cannot drop it either", async (_, other) => {
    const mine = await openTestLaunch(server, nurse);
    await keep(mine, "mine");
    const theirs = await openTestLaunch(server, other);
    expect(await ask(theirs, "GET", "note")).toEqual(nothing);
    await ask(theirs, "DELETE", "note", { patient: await patientKey(theirs) });
    expect((await keep(theirs, "theirs")).status).toBe(204);
    expect(await ask(mine, "GET", "note")).toMatchObject({ body: { draft: { text: "mine" } } });
  });

  it("is not kept under a launch whose screen shows another patient", async () => {
    const [mine, other] = [
      await openTestLaunch(server, nurse),
      await openTestLaunch(server, { patient: "p3" }),
    ];
    const patient = await patientKey(other);
    for (const [method, body] of [
      ["PUT", { patient, text: "x" }],
      ["DELETE", { patient }],
    ] as const)
      expect(await ask(mine, method, "wrong", body)).toMatchObject({
        status: 409,
        body: { code: "patient_mismatch" },
      });
    expect(await ask(mine, "GET", "wrong")).toEqual(nothing);
    expect(await ask(other, "GET", "wrong")).toEqual(nothing);
  });

  it("stands in no row, log line or address in clear, and opens in no other row", async () => {
    const canary = "canary-draft-5e1f";
    const launch = await openTestLaunch(server, { ...nurse, patient: "p-sealed" });
    await keep(launch, canary);
    const rows = await server.deps.store.db.selectFrom("draft").selectAll().execute();
    expect(JSON.stringify(rows) + server.logLines.join()).not.toMatch(/canary-draft|p-sealed|rn-1/);
    const other = await openTestLaunch(server, { ...nurse, patient: "p-moved" });
    await keep(other, "own");
    const [own] = rows.filter(({ content }) => isOf(content, canary, rows));
    const { db } = server.deps.store;
    const moved = db.updateTable("draft").set({ content: own?.content ?? "" });
    await moved
      .where(
        "id",
        "not in",
        rows.map(({ id }) => id),
      )
      .execute();
    expect((await ask(other, "GET", "note")).status).toBe(500);
  });

  function isOf(content: string, text: string, rows: readonly { id: string; content: string }[]): boolean {
    const id = rows.find((row) => row.content === content)?.id ?? "";
    return server.deps.keys.open(content, { table: "draft", column: "content", row: id }) === text;
  }

  it.each([
    ["65,536 letters", "a".repeat(65_536), 204],
    ["65,537 letters", "a".repeat(65_537), 400],
    ["32,769 letters of two bytes", "é".repeat(32_769), 400],
  ])("of %s is answered %#", async (_, text, status) => {
    expect((await keep(await openTestLaunch(server, nurse), text, "long")).status).toBe(status);
  });

  it.each(["UPPER", "a".repeat(65), "a%2Fb", "%00"])("cannot be kept at %s", async (place) => {
    expect((await keep(await openTestLaunch(server, nurse), "x", place)).status).toBe(400);
  });
});

describe("a draft", () => {
  it("needs its launch's cookie, and a page of ours to change it", async () => {
    const launch = await openTestLaunch(server, nurse);
    const bare = { ...launch, headers: { "x-caremonth-launch": launch.id } };
    for (const method of ["GET", "PUT", "DELETE"] as const)
      expect((await ask(bare, method, "note")).status).toBe(401);
    const { headers } = launch;
    const foreign = await server.app.inject({ method: "PUT", url: "/api/drafts/note", headers, payload: {} });
    expect(foreign.statusCode).toBe(403);
    expect(headers["cookie"]).toContain(launchCookie(launch.id));
  });

  it("is hidden while the launch is locked, and gone after a week", async () => {
    const launch = await openTestLaunch(server, nurse);
    await keep(launch, "kept", "week");
    server.pass({ minutes: 16 });
    expect(await ask(launch, "GET", "week")).toMatchObject({ status: 401, body: { code: "launch_idle" } });
    server.pass({ minutes: 7 * 24 * 60 - 17 });
    const later = await openTestLaunch(server, nurse);
    expect(await ask(later, "GET", "week")).toMatchObject({ body: { draft: { text: "kept" } } });
    server.pass({ minutes: 1 });
    expect(await ask(later, "GET", "week")).toEqual(nothing);
  });
});
