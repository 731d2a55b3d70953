import { describe, expect, it } from "vitest";
import { verifyChain } from "../../server/audit/verify-chain.ts";
import { launchCookie } from "../../server/launches/launch-cookie.ts";
import { openTestLaunch, ownPage, type TestLaunch } from "./open-test-launch.ts";
import { probedServer } from "./probed-server.ts";
import { productRoutes } from "./product-routes.ts";
import { startTestServer } from "./test-server.ts";

const { ask, probe, server } = probedServer();

function write(
  { headers }: TestLaunch,
  change: Readonly<Record<string, string | undefined>>,
  payload: unknown = {},
) {
  const all = Object.entries({ ...headers, ...ownPage, "content-type": "application/json", ...change });
  const sent = Object.fromEntries(
    all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return ask({ method: "POST", url: "/probe", headers: sent, payload: JSON.stringify(payload) });
}

async function patientKey(id: string): Promise<string | null> {
  const { patient_key } = await server()
    .deps.store.db.selectFrom("launch")
    .select("patient_key")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return patient_key;
}

describe("registering a route", () => {
  it("fails where the route does not say how it gets its launch, and names it", async () => {
    const refused = startTestServer({ more: (app) => void app.get("/forgotten", async () => "") });
    await expect(refused).rejects.toThrow(/GET \/forgotten does not say how it gets its launch/);
  });

  it("exposes no route that was not named: HEAD and OPTIONS are answered 404", async () => {
    const { headers } = await openTestLaunch(server());
    expect((await ask({ method: "HEAD", url: "/probe", headers })).status).toBe(404);
    expect((await ask({ method: "OPTIONS", url: "/probe", headers })).status).toBe(404);
  });

  it("gives no launch to a route that said it needs none", async () => {
    const { headers } = await openTestLaunch(server());
    expect(await probe(headers, "/probe-none")).toMatchObject({ status: 500, body: { code: "internal" } });
  });
});

describe("a request", () => {
  it("acts for the patient of its launch, whatever other launches are in the jar", async () => {
    const [a, b] = [
      await openTestLaunch(server(), { patient: "pa" }),
      await openTestLaunch(server(), { patient: "pb" }),
    ];
    const cookie = `${a.headers["cookie"]}; ${b.headers["cookie"]}`;
    expect((await probe({ ...a.headers, cookie })).body).toEqual({ patient: "pa" });
    expect((await probe({ ...b.headers, cookie })).body).toEqual({ patient: "pb" });
  });

  it("is refused without a launch, with a made-up one, and with another launch's cookie", async () => {
    const [a, b] = [await openTestLaunch(server()), await openTestLaunch(server())];
    const underOwnName = `${launchCookie(a.id)}=${b.secret}`;
    const attempts = [
      {},
      { cookie: a.headers["cookie"] ?? "" },
      { "x-caremonth-launch": a.id },
      { "x-caremonth-launch": a.id, cookie: b.headers["cookie"] ?? "" },
      { "x-caremonth-launch": a.id, cookie: underOwnName },
      { "x-caremonth-launch": a.id, cookie: `${launchCookie(a.id)}=` },
      { "x-caremonth-launch": a.id, authorization: `Bearer ${b.bearer}` },
      { "x-caremonth-launch": a.id, authorization: `Bearer ${a.secret}` },
      { "x-caremonth-launch": `${a.id.slice(0, 8)}AAAAAAAAAAAAAA`, cookie: a.headers["cookie"] ?? "" },
    ];
    for (const headers of attempts) {
      expect(await probe(headers), JSON.stringify(headers)).toMatchObject({
        status: 401,
        body: { code: "launch_required" },
      });
    }
  });

  it("is refused where the store names another patient or practice than the launch was opened for", async () => {
    const other = await openTestLaunch(server(), { patient: "other" });
    const moved = { patient_key: await patientKey(other.id) };
    for (const change of [moved, { practice: "south" }]) {
      const launch = await openTestLaunch(server(), { patient: "mine" });
      await server().deps.store.db.updateTable("launch").set(change).where("id", "=", launch.id).execute();
      expect(await probe(launch.headers)).toMatchObject({ status: 401, body: { code: "launch_ended" } });
      expect((await server().app.inject({ url: `/l/${launch.id}/` })).statusCode).toBe(404);
    }
  });

  it("with the wrong cookie for a real launch is put on the audit log", async () => {
    const launch = await openTestLaunch(server());
    const before = await verifyChain(server().deps.store.db, server().deps.keys);
    await probe({ "x-caremonth-launch": launch.id });
    const last = await server()
      .deps.store.db.selectFrom("audit_entry")
      .selectAll()
      .orderBy("seq", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(last).toMatchObject({ kind: "access.refused", patient_key: await patientKey(launch.id) });
    expect(before.whole && before.head.count + 1).toBe(last.seq);
  });
});

describe("the bearer", () => {
  it("opens its launch while no cookie was ever shown, and nothing afterwards", async () => {
    const launch = await openTestLaunch(server(), { patient: "pc" });
    const bare = { "x-caremonth-launch": launch.id, authorization: `Bearer ${launch.bearer}` };
    expect((await probe(bare)).body).toEqual({ patient: "pc" });
    expect((await probe(bare)).status).toBe(200);
    expect((await probe({ ...bare, ...launch.headers })).status).toBe(200);
    expect(await probe(bare)).toMatchObject({ status: 401, body: { code: "launch_required" } });
    expect((await probe(launch.headers)).status).toBe(200);
  });

  it("does not help a wrong cookie", async () => {
    const launch = await openTestLaunch(server());
    const cookie = `${launchCookie(launch.id)}=planted`;
    const headers = { "x-caremonth-launch": launch.id, authorization: `Bearer ${launch.bearer}`, cookie };
    expect((await probe(headers)).status).toBe(401);
  });
});

describe("a write", () => {
  it.each([
    ["from our own page", {}, 200],
    ["from our own page in a browser without Sec-Fetch-Site", { "sec-fetch-site": undefined }, 200],
    ["without an origin", { origin: undefined }, 403],
    ["from a sandboxed or form page", { origin: "null" }, 403],
    ["from the chart's site", { origin: "https://chart.example.org" }, 403],
    ["from a look-alike", { origin: "https://caremonth.example.org.evil.example" }, 403],
    ["from our site over http", { origin: "http://caremonth.example.org" }, 403],
    ["that the browser calls cross-site", { "sec-fetch-site": "cross-site" }, 403],
    ["that the browser calls same-site", { "sec-fetch-site": "same-site" }, 403],
    ["that the browser calls none", { "sec-fetch-site": "none" }, 403],
    ["as plain text", { "content-type": "text/plain" }, 415],
    ["without a content type", { "content-type": undefined }, 415],
    ["as a form", { "content-type": "application/x-www-form-urlencoded" }, 415],
    ["as multipart", { "content-type": "multipart/form-data; boundary=x" }, 415],
  ])("%s", async (_, change, status) => {
    const launch = await openTestLaunch(server());
    const answer = await write(launch, change, { patient: await patientKey(launch.id) });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body).toMatchObject({ code: "cross_site" });
    if (status === 415) expect(answer.body).toMatchObject({ code: "media_type_refused" });
  });

  it("for another patient's key is refused, written nowhere, and put on the audit log", async () => {
    const [mine, other] = [
      await openTestLaunch(server(), { patient: "mine" }),
      await openTestLaunch(server(), { patient: "other" }),
    ];
    const answer = await write(mine, {}, { patient: await patientKey(other.id) });
    expect(answer).toMatchObject({ status: 409, body: { code: "patient_mismatch" } });
    const refused = await server()
      .deps.store.db.selectFrom("audit_entry")
      .select("kind")
      .where("kind", "=", "write.refused")
      .where("patient_key", "=", await patientKey(mine.id))
      .execute();
    expect(refused).toHaveLength(1);
  });

  it("that is not what the route expects is told where", async () => {
    const launch = await openTestLaunch(server());
    const answer = await write(launch, {}, { patient: 7 });
    expect(answer).toMatchObject({ status: 400, body: { code: "request_invalid" } });
    expect(answer.body["message"]).toContain("/patient");
  });
});

describe("every route of the product", () => {
  it("answers 401 without a launch, or with another launch's cookie, unless it needs none", async () => {
    const routes = await productRoutes();
    const [a, b] = [await openTestLaunch(server()), await openTestLaunch(server())];
    const mixed = { "x-caremonth-launch": a.id, cookie: b.headers["cookie"] ?? "" };
    expect(routes.length).toBeGreaterThan(0);
    for (const { method, url } of routes) {
      const at = url.replaceAll(/:\w+/g, "x");
      expect((await ask({ method, url: at, headers: ownPage })).status, `${method} ${url}`).toBe(401);
      expect(
        (await ask({ method, url: at, headers: { ...ownPage, ...mixed } })).status,
        `${method} ${url}`,
      ).toBe(401);
    }
  });
});
