import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHousekeeping } from "../../server/housekeeping.ts";
import { openContext } from "../../server/launches/sealed-context.ts";
import { auditEvents } from "./audit-events.ts";
import { page } from "./html-page.ts";
import { type Clinic, LaunchingBrowser, shellOf } from "./launching-browser.ts";
import { ownPage } from "./open-test-launch.ts";
import { clinicalStaff } from "./people.ts";
import { chartOrigin, origin, otherPractice, practice, thirdPractice } from "./test-server.ts";
import { startTwoPractices } from "./two-practices.ts";

let clinic: Clinic;
beforeAll(async () => {
  clinic = await startTwoPractices({
    more: [thirdPractice],
    people: (iss) => {
      const at = (id: string) => [{ iss, user: `Practitioner/${id}` }];
      return [
        [clinicalStaff("Ana Ortiz", at("rn-1")), clinicalStaff("Bea Both", at("rn-2"))],
        [
          clinicalStaff("Bea Both", at("rn-2")),
          { ...clinicalStaff("Cal Gone", at("rn-3")), active_to: "2025-02-01" },
        ],
      ];
    },
    sandbox: {
      resources: [
        { resourceType: "Patient", id: "p01" },
        { resourceType: "Patient", id: "p02" },
        ...["rn-1", "rn-2", "rn-3"].map((id) => ({ resourceType: "Practitioner" as const, id })),
      ],
    },
  });
});
afterAll(() => clinic.close());

/** Signs in as somebody who is asked, and answers the links of the page by the practice's name. */
async function asked(browser: LaunchingBrowser, user = "rn-2") {
  const { status, text } = await page(await browser.launch("p01", user));
  expect([status, text]).toEqual([200, expect.stringContaining("Which practice is this for?")]);
  return Object.fromEntries(linksOf(text));
}

function linksOf(text: string): [name: string, address: string][] {
  const links = [...text.matchAll(/<a href="([^"]+)">([^<]+)<\/a>/g)];
  return links.map(([, href = "", name = ""]) => [name, `${origin}${href.replaceAll("&amp;", "&")}`]);
}

/** The practice an open launch belongs to, by its own page's word. */
async function practiceOf(browser: LaunchingBrowser, launch: string): Promise<unknown> {
  const headers = { "x-caremonth-launch": launch };
  return (await (await browser.ask(`${origin}/api/practice`, { headers })).json()).name;
}

const launches = async () => (await clinic.deps.store.db.selectFrom("launch").select("id").execute()).length;
const kept = () => clinic.deps.store.db.selectFrom("pending_launch").selectAll().execute();

async function refused(answer: Promise<Response>): Promise<void> {
  const before = await launches();
  const { status, text } = await page(await answer);
  expect([status, text]).toEqual([400, expect.stringContaining("state_unknown")]);
  expect(text).not.toContain("caremonth-launch");
  expect(await launches()).toBe(before);
}

describe("somebody who signs in at an EHR of several practices", () => {
  it("is not asked where they work in one of them", async () => {
    const browser = new LaunchingBrowser(clinic);
    const { launch } = shellOf(await (await browser.launch("p01", "rn-1")).text());
    expect(await practiceOf(browser, launch)).toBe(practice.name);
  });

  it.each([practice, otherPractice])(
    "is asked where they work in both, and gets %o",
    async ({ name, id }) => {
      const browser = new LaunchingBrowser(clinic);
      const links = await asked(browser);
      expect(Object.keys(links)).toEqual([practice.name, otherPractice.name]);
      const { launch, kind, bearer } = shellOf(await (await browser.ask(links[name] ?? "")).text());
      expect([kind, bearer]).toEqual(["chart", expect.any(String)]);
      expect(await practiceOf(browser, launch)).toBe(name);
      const started = (await auditEvents(clinic, "launch.started")).at(-1);
      expect(started?.details).toMatchObject({
        user: "Practitioner/rn-2",
        chosen_from: [practice.id, otherPractice.id],
      });
      const row = clinic.deps.store.db.selectFrom("audit_entry").select("practice").orderBy("seq", "desc");
      expect((await row.where("kind", "=", "launch.started").limit(1).execute())[0]?.practice).toBe(id);
    },
  );

  it.each([
    ["in neither", "stranger"],
    ["in neither any more", "rn-3"],
  ])("is asked among all where they work %s, and told that they are on no staff list", async (_, user) => {
    clinic.sandbox.put({ resourceType: "Practitioner", id: "stranger" });
    const browser = new LaunchingBrowser(clinic);
    const answer = await page(await browser.launch("p01", user));
    expect(answer.text).toContain("You are on the staff list of none of them");
    expect(linksOf(answer.text)).toHaveLength(3);
    const [, [name, address] = ["", ""]] = linksOf(answer.text);
    const { launch } = shellOf(await (await browser.ask(address)).text());
    expect([name, await practiceOf(browser, launch)]).toEqual([otherPractice.name, otherPractice.name]);
    const headers = { "x-caremonth-launch": launch };
    const month = await (await browser.ask(`${origin}/api/month/current`, { headers })).json();
    expect(month.user).toEqual({ name: null, role: null });
    const { bars } = await (await browser.ask(`${origin}/api/practice`, { headers })).json();
    expect(bars.prepare_month).toContain("Ask an administrator");
  });

  it("is asked in a launch from outside every chart too, for which no token is kept meanwhile", async () => {
    const browser = new LaunchingBrowser(clinic);
    const callback = await browser.signIn(clinic.sandbox.newLaunch({ user: "rn-2" }));
    const links = linksOf((await page(await browser.ask(callback))).text);
    const [row] = (await kept()).filter(({ state_hash }) => state_hash.startsWith("practice_choice."));
    const place = { table: "pending_launch", column: "pending", row: row?.state_hash ?? "" };
    expect(JSON.parse(clinic.deps.keys.open(row?.pending ?? "", place)).tokens).toMatchObject({
      accessToken: "",
      refreshToken: null,
    });
    const { launch, kind } = shellOf(await (await browser.ask(links[1]?.[1] ?? "")).text());
    expect([kind, await practiceOf(browser, launch)]).toEqual(["panel", otherPractice.name]);
  });

  it("keeps the practice in a relaunch, and is never asked again", async () => {
    const browser = new LaunchingBrowser(clinic);
    const links = await asked(browser);
    const { launch } = shellOf(await (await browser.ask(links[otherPractice.name] ?? "")).text());
    const headers = { ...ownPage, "x-caremonth-launch": launch };
    const begun = await browser.ask(`${origin}/api/relaunch`, { method: "POST", headers });
    const { authorize_url } = await begun.json();
    const callback = await browser.follow(authorize_url, { user: "rn-2", patient: "p01" });
    const again = shellOf(await (await browser.ask(callback)).text()).launch;
    expect(again).not.toBe(launch);
    expect(await practiceOf(browser, again)).toBe(otherPractice.name);
  });
});

describe("the page that asks", () => {
  it("may be framed by its own EHR alone, runs nothing, and names nobody", async () => {
    const answer = await new LaunchingBrowser(clinic).launch("p01", "rn-2");
    expect(answer.headers.get("content-security-policy")).toMatch(
      new RegExp(`frame-ancestors ${chartOrigin}$`),
    );
    expect((await page(answer)).text).not.toMatch(/<script|<form|p01|rn-2|Practitioner/);
  });

  it("is on the audit log with whom the EHR named and what was offered", async () => {
    await asked(new LaunchingBrowser(clinic));
    const event = (await auditEvents(clinic, "launch.practice_asked")).at(-1);
    expect(event?.details).toEqual({
      named: { iss: clinic.sandbox.fhirBase, user: "Practitioner/rn-2", patient: "p01" },
      offered: [practice.id, otherPractice.id],
    });
  });

  it("leaves nothing readable in the store, and what it keeps goes with the time", async () => {
    const browser = new LaunchingBrowser(clinic);
    const links = await asked(browser);
    const state = new URL(links[practice.name] ?? "").searchParams.get("state") ?? "";
    const stored = JSON.stringify(await kept());
    const secrets = [state, ...browser.jar.values(), clinic.sandbox.fhirBase, "eyJhbGciOi"];
    for (const secret of secrets) expect(stored).not.toContain(secret);
    const house = createHousekeeping(clinic.deps, (error) => expect.fail(error.message));
    await house.tidy();
    expect(await kept()).not.toEqual([]);
    clinic.pass({ minutes: 10 });
    await house.tidy();
    expect(await kept()).toEqual([]);
    await house.close();
    await new LaunchingBrowser(clinic).signIn(clinic.sandbox.newLaunch({ patient: "p01", user: "rn-1" }));
    expect((await kept()).map(({ state_hash }) => state_hash)).toEqual([expect.stringMatching(/^sign_in\./)]);
  });
});

describe("a choice", () => {
  it("works once: neither the same link nor the other one does anything afterwards", async () => {
    const browser = new LaunchingBrowser(clinic);
    const links = await asked(browser);
    const cookies = new Map(browser.jar);
    expect((await browser.ask(links[practice.name] ?? "")).status).toBe(200);
    for (const name of [practice.name, otherPractice.name]) {
      await refused(browser.ask(links[name] ?? ""));
      for (const [key, value] of cookies) browser.jar.set(key, value);
      await refused(browser.ask(links[name] ?? ""));
    }
  });

  it("is one even where both links are followed at once", async () => {
    const browser = new LaunchingBrowser(clinic);
    const links = await asked(browser);
    const answers = await Promise.all(
      [practice.name, otherPractice.name].map((name) => browser.ask(links[name] ?? "")),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it("of another browser is refused, and stays good for its own", async () => {
    const [own, other] = [new LaunchingBrowser(clinic), new LaunchingBrowser(clinic)];
    const link = (await asked(own))[practice.name] ?? "";
    await other.launch("p02", "rn-1");
    await refused(other.ask(link));
    const [planted = ""] = own.jar.keys();
    other.jar.set(planted, "guessed");
    await refused(other.ask(link));
    expect((await own.ask(link)).status).toBe(200);
  });

  it.each([
    ["in a frame is let through, as at the sign-in", "iframe", 200],
    ["in a page of its own is refused", "document", 400],
  ] as const)("of a browser that keeps no cookie %s", async (_, dest, status) => {
    const browser = new LaunchingBrowser(clinic, { keepsCookies: false });
    const link = (await asked(browser))[practice.name] ?? "";
    const again = new LaunchingBrowser(clinic, { keepsCookies: false, dest });
    expect((await again.ask(link)).status).toBe(status);
  });

  it.each([
    ["not theirs, though this EHR's", thirdPractice.id],
    ["not configured here", "east"],
    ["none", ""],
    ["written otherwise", "NORTH"],
  ])(
    "of a practice that is %s opens nothing, uses the question up, and is on the audit log",
    async (_, id) => {
      const browser = new LaunchingBrowser(clinic);
      const link = new URL((await asked(browser))[practice.name] ?? "");
      const tampered = new URL(link);
      tampered.searchParams.set("practice", id);
      await refused(browser.ask(tampered.href));
      const failed = (await auditEvents(clinic, "launch.failed")).at(-1);
      expect(failed?.details).toMatchObject({ code: "state_unknown", named: { user: "Practitioner/rn-2" } });
      await refused(browser.ask(link.href));
    },
  );

  it.each([
    ["just before ten minutes", { minutes: 10, ms: -1 }, 200],
    ["at ten minutes", { minutes: 10 }, 400],
    ["just after ten minutes", { minutes: 10, ms: 1 }, 400],
  ])("is good or too old %s", async (_, time, status) => {
    const browser = new LaunchingBrowser(clinic);
    const link = (await asked(browser))[practice.name] ?? "";
    clinic.pass(time);
    expect((await browser.ask(link)).status).toBe(status);
  });

  it("cannot be brought to the sign-in's address, nor a sign-in to the choice's", async () => {
    const browser = new LaunchingBrowser(clinic);
    const link = new URL((await asked(browser))[practice.name] ?? "");
    await refused(browser.ask(`${origin}/callback${link.search}`));
    expect((await browser.ask(link.href)).status).toBe(200);
    const callback = await browser.signIn(clinic.sandbox.newLaunch({ patient: "p01", user: "rn-2" }));
    const at = new URL(callback).searchParams;
    await refused(browser.ask(`${origin}/launch/practice?state=${at.get("state")}&practice=${practice.id}`));
  });

  it.each(["", "?state=made-up&practice=north", "?state=a&state=b&practice=north", "?practice=north"])(
    "%j is refused",
    async (query) => {
      await refused(new LaunchingBrowser(clinic).ask(`${origin}/launch/practice${query}`));
    },
  );

  it("ends the launches of another user in the same browser", async () => {
    const browser = new LaunchingBrowser(clinic);
    const first = shellOf(await (await browser.launch("p01", "rn-1")).text()).launch;
    const links = await asked(browser);
    const held = new Map(browser.jar);
    await browser.ask(links[practice.name] ?? "");
    for (const [name, value] of held) browser.jar.set(name, value);
    const headers = { "x-caremonth-launch": first };
    expect((await browser.ask(`${origin}/api/presence`, { headers })).status).toBe(401);
  });

  it("is sealed into the launch", async () => {
    const browser = new LaunchingBrowser(clinic);
    const links = await asked(browser);
    const { launch } = shellOf(await (await browser.ask(links[otherPractice.name] ?? "")).text());
    const rows = clinic.deps.store.db.selectFrom("launch").selectAll().where("id", "=", launch);
    const row = await rows.executeTakeFirstOrThrow();
    expect([row.practice, openContext(clinic.deps.keys, row).practice]).toEqual(["south", "south"]);
  });
});
