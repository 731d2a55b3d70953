import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PersonFields, PracticeView } from "../../server/contract/index.ts";
import { setUpPractice } from "../demo/set-up-practice.ts";
import { openTestLaunch, ownPage } from "./open-test-launch.ts";
import { clinicalStaff } from "./people.ts";
import { connection, practice, startTestServer, type TestServer } from "./test-server.ts";

/* What the practice's own address says to its people and to others who have an account at the EHR. */

const { iss } = connection;
const worker = (name: string, user: string, rest: Partial<PersonFields> = {}): PersonFields => ({
  ...clinicalStaff(name, [{ iss, user: `Practitioner/${user}` }]),
  npi: "1234567893",
  employer: "Vendor A",
  ...rest,
});
const people = [
  worker("Ada Admin", "ada", { permissions: ["administrator", "auditor"] }),
  worker("Lee Left", "lee", { permissions: ["administrator"], active_to: "2025-12-31" }),
  worker("Ny New", "ny", { permissions: ["administrator"], active_from: "2999-01-01" }),
  worker("Nora Nurse", "nora"),
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ people });
  await setUpPractice(server.deps, { id: practice.id, settings: { tin: "123456789" }, people: [] });
});
afterAll(() => server.close());

async function seenBy(user: string): Promise<{ text: string; view: PracticeView }> {
  const { headers } = await openTestLaunch(server, { user: `Practitioner/${user}`, patient: null });
  const answer = await server.app.inject({ url: "/api/practice", headers });
  expect(answer.statusCode).toBe(200);
  return { text: answer.body, view: PracticeView.parse(answer.json()) };
}

const inside = ["123456789", "1234567893", "Vendor A", "Practitioner/nora", "Nora Nurse", "Set-up"];

describe("what a practice shows of itself", () => {
  it.each(["ada", "nora"])("is all of it to one of its people: %s", async (user) => {
    const { text, view } = await seenBy(user);
    for (const fact of inside) expect(text).toContain(fact);
    expect(view.member).toBe(true);
    expect(view.in_force.tin).toBe("123456789");
    expect(view.people).toHaveLength(people.length);
  });

  it.each([
    ["is on no list", "stranger"],
    ["has left", "lee"],
    ["is yet to begin", "ny"],
  ])("is whom to ask and no more to somebody who %s", async (_, user) => {
    const { text, view } = await seenBy(user);
    for (const fact of inside) expect(text).not.toContain(fact);
    expect(view).toMatchObject({ name: practice.name, member: false, in_force: {}, changes: [] });
    expect(view.account).toEqual({ iss, user: `Practitioner/${user}` });
    expect(view.bars.change_settings).toContain("not on this practice's staff list");
    expect(view.people.map(({ id, at, ...shown }) => shown)).toEqual([
      {
        version: 1,
        name: "Ada Admin",
        credential: "RN",
        role: "clinical_staff",
        active_from: "2025-01-01",
        accounts: [],
        permissions: ["administrator"],
        by: "",
      },
    ]);
  });
});

describe("a setting changed on the practice's own address", () => {
  it("is taken in the administrator's name on what they saw, and refused on what they did not see", async () => {
    const { headers } = await openTestLaunch(server, { user: "Practitioner/ada", patient: null });
    const send = async (payload: object) => {
      const url = "/api/practice/settings";
      const answer = await server.app.inject({
        url,
        method: "POST",
        headers: { ...headers, ...ownPage },
        payload,
      });
      return { status: answer.statusCode, body: answer.json() };
    };
    const decided = { key: "pos", value: "11", from: "2026-01-01" };
    const { view } = await seenBy("ada");
    const seen = view.changes.filter(({ key }) => key === "pos").length;
    expect(await send({ ...decided, seen })).toMatchObject({
      status: 201,
      body: { ...decided, by: "Ada Admin, RN" },
    });
    expect(await send({ ...decided, value: "22", seen })).toMatchObject({
      status: 409,
      body: { code: "setting_changed" },
    });
    expect(await send(decided)).toMatchObject({ status: 400, body: { code: "request_invalid" } });
    expect((await seenBy("ada")).view.in_force.pos).toBe("11");
  });
});
