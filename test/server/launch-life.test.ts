import { describe, expect, it } from "vitest";
import { launchCookie } from "../../server/launches/launch-cookie.ts";
import { forgetExpired } from "../../server/launches/launch-rows.ts";
import { openTestLaunch, ownPage, type TestLaunch } from "./open-test-launch.ts";
import { probedServer } from "./probed-server.ts";

const { ask, probe, server } = probedServer();

describe("time", () => {
  const limit = 15;

  it.each([
    ["just under the limit", { minutes: limit, ms: -1 }, 200],
    ["at the limit", { minutes: limit }, 200],
    ["just over the limit", { minutes: limit, ms: 1 }, 401],
  ])("an unused launch is asked %s", async (_, time, status) => {
    const { headers } = await openTestLaunch(server());
    server().pass(time);
    const answer = await probe(headers);
    expect(answer.status).toBe(status);
    if (status === 401) expect(answer.body).toMatchObject({ code: "launch_idle" });
  });

  it("renews a launch that is used, but not by what runs in the background", async () => {
    const { headers } = await openTestLaunch(server());
    server().pass({ minutes: 10 });
    expect((await probe(headers)).status).toBe(200);
    server().pass({ minutes: 10 });
    expect((await probe({ ...headers, "x-caremonth-background": "1" })).status).toBe(200);
    server().pass({ minutes: 6 });
    expect((await probe(headers)).body).toMatchObject({ code: "launch_idle" });
    expect((await probe(headers)).body).toMatchObject({ code: "launch_idle" });
  });

  it("ends a launch after twelve hours, used or not", async () => {
    const { headers } = await openTestLaunch(server());
    for (let tenMinutes = 1; tenMinutes < 72; tenMinutes += 1) {
      server().pass({ minutes: 10 });
      expect((await probe(headers)).status).toBe(200);
    }
    server().pass({ minutes: 10, ms: -1 });
    expect((await probe(headers)).status).toBe(200);
    server().pass({ ms: 1 });
    expect(await probe(headers)).toMatchObject({ status: 401, body: { code: "launch_ended" } });
  });

  it.each([
    ["just under", { minutes: 10, ms: -1 }, 200],
    ["at", { minutes: 10 }, 401],
    ["just over", { minutes: 10, ms: 1 }, 401],
  ])("refuses only work that needs the EHR, %s the end of the EHR's token", async (_, time, status) => {
    const { headers } = await openTestLaunch(server(), { patient: "pd", tokenMinutes: 10 });
    server().pass(time);
    const answer = await probe(headers, "/probe-ehr");
    expect(answer).toMatchObject(
      status === 200
        ? { status, body: { scopes: ["patient/Task.crus"] } }
        : { status, body: { code: "ehr_session_ended" } },
    );
    expect((await probe(headers)).status).toBe(200);
  });
});

describe("reading from the EHR", () => {
  it("is open sixty times a minute for one launch, and to every other all the same", async () => {
    const [busy, quiet] = [await openTestLaunch(server()), await openTestLaunch(server())];
    const read = (headers: Readonly<Record<string, string>>) =>
      server().app.inject({ url: "/probe-ehr", headers });
    for (let count = 0; count < 60; count += 1) expect((await read(busy.headers)).statusCode).toBe(200);
    const refused = await read(busy.headers);
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toMatchObject({ code: "too_many_reads" });
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect((await read(quiet.headers)).statusCode).toBe(200);
    expect((await probe(busy.headers)).status).toBe(200);
  });

  it("is not used up by somebody who only knows a launch's id", async () => {
    const launch = await openTestLaunch(server());
    for (let count = 0; count < 70; count += 1)
      expect((await probe({ "x-caremonth-launch": launch.id }, "/probe-ehr")).status).toBe(401);
    expect((await probe(launch.headers, "/probe-ehr")).status).toBe(200);
  });
});

describe("log-off", () => {
  const leave = ({ headers }: Pick<TestLaunch, "headers">) =>
    ask({ method: "POST", url: "/api/log-off", headers: { ...headers, ...ownPage } });
  const stored = (id: string) =>
    server()
      .deps.store.db.selectFrom("launch")
      .select(["ended_because", "tokens", "bearer_hash"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();

  it("works for a launch that locked itself, by its cookie alone, and wakes nothing", async () => {
    const launch = await openTestLaunch(server());
    server().pass({ minutes: 16 });
    expect((await leave({ headers: { "x-caremonth-launch": launch.id } })).status).toBe(401);
    expect(await stored(launch.id)).toMatchObject({ ended_because: null });
    expect((await probe(launch.headers)).body).toMatchObject({ code: "launch_idle" });
    expect((await leave(launch)).status).toBe(204);
    expect(await stored(launch.id)).toEqual({ ended_because: "log_off", tokens: "", bearer_hash: null });
    expect((await leave(launch)).body).toMatchObject({ code: "launch_ended" });
  });

  it.each([
    ["just before", { minutes: 12 * 60, ms: -1 }, false],
    ["at", { minutes: 12 * 60 }, true],
  ])(
    "is done for everybody who forgot it: %s the end, the next launch drops the tokens",
    async (_, time, gone) => {
      const launch = await openTestLaunch(server());
      server().pass(time);
      await forgetExpired(server().deps.store.db, server().deps.now());
      const { tokens, bearer_hash } = await stored(launch.id);
      expect([tokens === "", bearer_hash === null]).toEqual([gone, gone]);
    },
  );

  it("ends the launch for cookie and bearer, drops the cookie, and leaves other launches alone", async () => {
    const [leaving, staying] = [await openTestLaunch(server()), await openTestLaunch(server())];
    const answer = await server().app.inject({
      method: "POST",
      url: "/api/log-off",
      headers: { ...leaving.headers, ...ownPage },
    });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers["set-cookie"]).toMatch(
      new RegExp(`^${launchCookie(leaving.id)}=; .*Expires=Thu, 01 Jan 1970`),
    );
    expect(await probe(leaving.headers)).toMatchObject({ status: 401, body: { code: "launch_ended" } });
    const bearer = { "x-caremonth-launch": leaving.id, authorization: `Bearer ${leaving.bearer}` };
    expect((await probe(bearer)).status).toBe(401);
    expect((await probe(staying.headers)).status).toBe(200);
  });
});
