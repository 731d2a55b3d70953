import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayIn } from "../../fhir-mappings/fhir-date.ts";
import { changeSetting } from "../../server/practices/change-setting.ts";
import { countChanges } from "../../server/practices/setting-rows.ts";
import { openTestLaunch } from "./open-test-launch.ts";
import { clinicalStaff } from "./people.ts";
import { connection, practice, startTestServer, type TestServer } from "./test-server.ts";

let server: TestServer;
beforeAll(async () => {
  const nurse = clinicalStaff("Ana Ortiz", [{ iss: connection.iss, user: "Practitioner/rn-1" }]);
  server = await startTestServer({ people: [nurse] });
});
afterAll(() => server.close());

async function decide(value: number | null, from: string) {
  const seen = await countChanges(server.deps.store.db, practice.id, "lock_minutes");
  const request = { key: "lock_minutes", value, from, seen } as const;
  const author = { name: "Test", launch: null };
  return changeSetting(server.deps, { practice: practice.id, request, author });
}
const today = () => dayIn(practice.timezone, server.deps.now());
const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

/** `open`, or why a launch that nobody used for so long is not. */
async function unusedFor(minutes: number, seconds: number, patient: string | null = "p1"): Promise<string> {
  const { headers } = await openTestLaunch(server, { patient });
  server.pass({ minutes, ms: seconds * 1000 });
  const answer = await server.app.inject({ url: "/api/presence", headers });
  return answer.statusCode === 204 ? "open" : answer.json().code;
}

describe("the practice's idle time", () => {
  it.each([
    [1, -1, "open"],
    [1, 0, "open"],
    [1, 1, "launch_idle"],
    [7, -1, "open"],
    [7, 0, "open"],
    [7, 1, "launch_idle"],
    [120, -1, "open"],
    [120, 0, "open"],
    [120, 1, "launch_idle"],
  ])(
    "of %i minutes: %i s beside it a launch is %s, in a chart and outside",
    async (minutes, seconds, told) => {
      await decide(minutes, "2026-01-01");
      expect(await unusedFor(minutes, seconds)).toBe(told);
      expect(await unusedFor(minutes, seconds, null)).toBe(told);
    },
  );

  it("of tomorrow does not hold yet, and of two for today the later does", async () => {
    await decide(30, today());
    await decide(20, today());
    await decide(1, dayAfter(dayAfter(today())));
    expect(await unusedFor(20, 0)).toBe("open");
    expect(await unusedFor(20, 1)).toBe("launch_idle");
  });

  it("holds from the moment it is decided, for launches that are open too", async () => {
    await decide(60, today());
    const { headers } = await openTestLaunch(server);
    server.pass({ minutes: 10 });
    await decide(5, today());
    const answer = await server.app.inject({ url: "/api/presence", headers });
    expect(answer.json()).toMatchObject({ code: "launch_idle" });
  });

  it("taken back is fifteen minutes again, and is what the screen is told", async () => {
    await decide(null, today());
    expect(await unusedFor(15, 0)).toBe("open");
    expect(await unusedFor(15, 1)).toBe("launch_idle");
    await decide(9, today());
    const { headers } = await openTestLaunch(server, { patient: null });
    const { in_force } = (await server.app.inject({ url: "/api/practice", headers })).json();
    expect(in_force.lock_minutes).toBe(9);
  });
});
