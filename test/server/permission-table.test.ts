import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Act, Permission, type Person, type PersonFields } from "../../server/contract/index.ts";
import { auditEvents } from "./audit-events.ts";
import { openTestLaunch, ownPage, type TestLaunch } from "./open-test-launch.ts";
import { clinicalStaff } from "./people.ts";
import { productRoutes } from "./product-routes.ts";
import { connection, startTestServer, type TestServer } from "./test-server.ts";

/* Who may what, one person for each role without any permission and one for each permission who is not clinical. */

const roles = ["practitioner", "other_practitioner", "clinical_staff", "non_clinical"] as const;
type Who = Person["role"] | Permission;

const everybody: readonly Who[] = [...roles, ...Permission.options];

const table: Readonly<Record<Act, readonly Who[]>> = {
  log_time: ["clinical_staff", "practitioner", "other_practitioner"],
  confirm_chronicity: ["practitioner"],
  // Besides, the billing practitioner's own: the month's and the plan's services see to that.
  decide_complexity: ["practitioner", "other_practitioner"],
  approve_plan: ["practitioner"],
  obtain_consent: everybody,
  state: everybody,
  prepare_month: everybody,
  // Besides, never a logger or preparer of that month: the month's own service sees to that.
  validate_month: ["validate"],
  export_month: ["export"],
  reopen_month: ["reopen"],
  see_panel: ["panel"],
  see_candidates: ["candidates"],
  change_settings: ["administrator"],
  change_people: ["administrator"],
  see_audit: ["auditor"],
};

function personOf(who: Who): PersonFields {
  const accounts = [{ iss: connection.iss, user: `Practitioner/${who.replaceAll("_", "-")}` }];
  const [role] = roles.filter((one) => one === who);
  const permissions = Permission.options.filter((one) => one === who);
  return { ...clinicalStaff(`Who ${who}`, accounts), role: role ?? "non_clinical", permissions };
}

const gone = {
  ...clinicalStaff("Lee Left", [{ iss: connection.iss, user: "Practitioner/left" }]),
  active_to: "2025-12-31",
  permissions: [...Permission.options],
};
const begins = {
  ...clinicalStaff("Ny New", [{ iss: connection.iss, user: "Practitioner/new" }]),
  active_from: "2999-01-01",
  permissions: [...Permission.options],
};

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    people: [...everybody.map(personOf), gone, begins],
    more: (app) => {
      for (const act of Act.options)
        for (const [launch, at] of [
          ["any", "any"],
          ["required", "chart"],
        ] as const)
          app.get(`/${at}/${act}`, { config: { launch, act } }, async () => ({ done: act }));
    },
  });
});
afterAll(() => server.close());

const launchOf = (who: string, patient: string | null = "p1") =>
  openTestLaunch(server, { user: `Practitioner/${who.replaceAll("_", "-")}`, patient });

async function ask({ headers }: TestLaunch, url: string) {
  const answer = await server.app.inject({ url, headers });
  return { status: answer.statusCode, body: answer.json() };
}

describe("the table of acts", () => {
  it.each(Act.options)("%s: done by those it names, refused to everybody else", async (act) => {
    for (const who of everybody) {
      const { status, body } = await ask(await launchOf(who), `/chart/${act}`);
      expect([who, status, body.code]).toEqual(
        table[act].includes(who) ? [who, 200, undefined] : [who, 403, "not_permitted"],
      );
      if (status === 403) expect(body.message).toMatch(/^Only .+\. |^Only .+\.$/);
    }
  });

  it.each(Act.options)(
    "%s: refused by name to whoever is not on the staff list, or not any more, or not yet",
    async (act) => {
      for (const who of ["stranger", "left", "new"]) {
        const { status, body } = await ask(await launchOf(who), `/chart/${act}`);
        expect([who, status, body.code]).toEqual([who, 403, "not_staff"]);
        expect(body.advice).toContain("Ask your administrator to add you");
      }
    },
  );

  it.each(Act.options)(
    "%s: the same from outside every chart, and the same as the screens show",
    async (act) => {
      for (const who of everybody) {
        const panel = await launchOf(who, null);
        const { status, body } = await ask(panel, `/any/${act}`);
        const { bars } = (await ask(panel, "/api/practice")).body;
        expect([who, status === 200, bars[act]]).toEqual(
          table[act].includes(who) ? [who, true, null] : [who, false, body.message],
        );
      }
    },
  );
});

describe("what is refused", () => {
  it("is on the audit log with who, what and where, and nothing more", async () => {
    const heard = (await auditEvents(server, "access.refused")).length;
    await ask(await launchOf("clinical_staff"), "/chart/change_people");
    await ask(await launchOf("stranger"), "/chart/state");
    await ask(await launchOf("administrator"), "/chart/change_people");
    const events = (await auditEvents(server, "access.refused")).slice(heard);
    expect(events.map(({ details }) => details)).toEqual([
      {
        code: "not_permitted",
        act: "change_people",
        route: "/chart/change_people",
        user: "Practitioner/clinical-staff",
        patient: "p1",
      },
      {
        code: "not_staff",
        act: "state",
        route: "/chart/state",
        user: "Practitioner/stranger",
        patient: "p1",
      },
    ]);
  });
});

describe("registering a route", () => {
  it.each(["required", "panel", "any"] as const)(
    "for a launch that is %s fails where it does not say who may use it",
    async (launch) => {
      const more = (app: TestServer["app"]) =>
        void app.get("/forgotten", { config: { launch } }, async () => "");
      await expect(startTestServer({ more })).rejects.toThrow(
        /GET \/forgotten does not say who may use it: config\.act is missing/,
      );
    },
  );
});

describe("the product's own routes", () => {
  /** All that changes something and may be done by everybody who may open CareMonth, each for a reason. */
  const open: Readonly<Record<string, string>> = {
    "POST /api/log-off": "one's own launch",
    "POST /api/relaunch": "one's own launch",
    "PUT /api/drafts/:place": "one's own typing",
    "DELETE /api/drafts/:place": "one's own typing",
    "POST /api/deliveries/:id/look-up": "asks the EHR, and sends nothing in another's name",
    "POST /api/month/:month/decision-complexity": "judged by its service, which knows who bills",
  };

  it("that change something name an act, or are known here with their reason", async () => {
    const changing = (await productRoutes()).filter(({ method }) => method !== "GET");
    const without = changing.filter(({ act }) => act === "none").map(({ method, url }) => `${method} ${url}`);
    expect(without.sort()).toEqual(Object.keys(open).sort());
    expect(changing.length).toBeGreaterThan(without.length);
  });

  it.each([
    ["a chart", "p1"],
    ["a launch from outside every chart", null],
  ])("of the practice are the same in %s", async (_, patient) => {
    const { headers } = await launchOf("administrator", patient);
    const call = async (url: string, payload?: object) => {
      const sent = { url, method: payload ? "POST" : "GET", headers: { ...headers, ...ownPage } } as const;
      const answer = await server.app.inject({ ...sent, ...(payload && { payload }) });
      return { status: answer.statusCode, body: answer.json() };
    };
    const shown = (await call("/api/practice")).body;
    expect(shown).toMatchObject({ name: "North Family Practice" });
    const seen = shown.changes.filter(({ key }: { key: string }) => key === "note_cadence").length;
    const setting = { key: "note_cadence", value: "day", from: "2026-01-01" };
    expect(await call("/api/practice/settings", { ...setting, seen })).toMatchObject({
      status: 201,
      body: { ...setting, by: "Who administrator, RN" },
    });
    const fields = clinicalStaff("Fay New", [{ iss: connection.iss, user: `Practitioner/fay-${patient}` }]);
    const added = await call("/api/practice/people", { on: null, fields });
    expect(added).toMatchObject({ status: 201, body: { name: "Fay New", version: 1 } });
    const changed = await call("/api/practice/people", {
      on: { id: added.body.id, version: 1 },
      fields: { ...fields, credential: "LPN" },
    });
    expect(changed).toMatchObject({ status: 201, body: { credential: "LPN", version: 2 } });
    const events = [...(await auditEvents(server, "person.changed"))];
    expect(events.at(-1)?.details).toMatchObject({ user: "Practitioner/administrator", patient });
  });

  it("let somebody unknown read, and refuse what they would write with whom to ask", async () => {
    const { headers } = await launchOf("stranger");
    const send = (url: string, payload: object) =>
      server.app.inject({ url, method: "POST", headers: { ...headers, ...ownPage }, payload });
    expect((await server.app.inject({ url: "/api/practice", headers })).statusCode).toBe(200);
    for (const url of ["settings", "people"].map((one) => `/api/practice/${one}`)) {
      const answer = await send(url, { anything: true });
      expect([answer.statusCode, answer.json().code]).toEqual([403, "not_staff"]);
    }
    const month = "/api/month/2026-10";
    for (const url of [`${month}/attestations`, `${month}/preview`, `${month}/record`]) {
      const answer = await send(url, { patient: "whatever" });
      expect([url, answer.statusCode, answer.json().code]).toEqual([url, 403, "not_staff"]);
    }
  });

  it("tell a user whose right was taken away at their next request", async () => {
    const launch = await launchOf("panel");
    expect((await ask(launch, "/chart/see_panel")).status).toBe(200);
    const administrator = await launchOf("administrator");
    const { people } = (await ask(administrator, "/api/practice")).body;
    const { id, version } = people.find(({ name }: { name: string }) => name === "Who panel");
    const answer = await server.app.inject({
      url: "/api/practice/people",
      method: "POST",
      headers: { ...administrator.headers, ...ownPage },
      payload: { on: { id, version }, fields: { ...personOf("panel"), permissions: [] } },
    });
    expect(answer.statusCode).toBe(201);
    expect((await ask(launch, "/chart/see_panel")).body.code).toBe("not_permitted");
  });
});
