import { describe, expect, it } from "vitest";
import { LaunchingBrowser, shellOf } from "./launching-browser.ts";
import { ownPage } from "./open-test-launch.ts";
import { sharedClinic } from "./shared-clinic.ts";
import { chartOrigin, connection, origin } from "./test-server.ts";

const { clinic, newLaunch, tokenPosts } = sharedClinic();

function logOff(browser: LaunchingBrowser, launch: string, more: Record<string, string> = {}) {
  const headers = { ...ownPage, "x-caremonth-launch": launch, ...more };
  return browser.ask(`${origin}/api/log-off`, { method: "POST", headers });
}

describe("a launch from a chart", () => {
  it("ends in the app's page for that launch, with one cookie of exactly these attributes", async () => {
    const browser = new LaunchingBrowser(clinic());
    const response = await browser.launch("p01");
    const { launch } = shellOf(await response.text());
    expect(response.status).toBe(200);
    expect(launch).toMatch(/^[\w-]{22}$/);
    const set = response.headers.getSetCookie().filter((line) => !line.includes("Expires="));
    expect(set).toEqual([
      expect.stringMatching(
        new RegExp(
          `^__Host-cm\\.${launch.slice(0, 8)}=[\\w-]{43}; Max-Age=43200; Path=/; HttpOnly; Secure; Partitioned; SameSite=None$`,
        ),
      ),
    ]);
    expect([...browser.jar.keys()]).toEqual([`__Host-cm.${launch.slice(0, 8)}`]);
  });

  it("asks the EHR for PKCE, its own state and nonce, and nothing the address smuggled in", async () => {
    const browser = new LaunchingBrowser(clinic());
    const smuggled = new URLSearchParams({
      iss: clinic().sandbox.fhirBase,
      launch: newLaunch(),
      fhirServiceUrl: "https://evil.example",
      patientId: "p02",
      clientId: "evil",
      scope: "system/*.*",
      redirect_uri: "https://evil.example",
    });
    const response = await browser.ask(`${origin}/launch?${smuggled}`, {
      headers: { "x-forwarded-host": "evil.example" },
    });
    const asked = new URL(response.headers.get("location") ?? "").searchParams;
    expect(response.status).toBe(302);
    expect(asked.get("client_id")).toBe(connection.client_id);
    expect(asked.get("redirect_uri")).toBe(`${origin}/callback`);
    expect(asked.get("code_challenge_method")).toBe("S256");
    expect(asked.get("state")).toMatch(/^[\w-]{43}$/);
    expect(asked.get("scope")?.split(" ")).toContain("patient/Task.crus");
    expect(response.headers.get("location")).not.toContain("evil");
  });

  it("shows the patient of its own launch when two go on in one browser", async () => {
    const browser = new LaunchingBrowser(clinic());
    const [one, two] = [await browser.signIn(newLaunch("p01")), await browser.signIn(newLaunch("p02"))];
    const launches = [];
    for (const callback of [two, one])
      launches.push(shellOf(await (await browser.ask(callback)).text()).launch);
    const rows = await clinic().deps.store.db.selectFrom("launch").select(["id", "patient_key"]).execute();
    const key = (patient: string) =>
      clinic().deps.keys.rowKey("patient", [clinic().sandbox.fhirBase, patient]);
    const keys = launches.map((id) => rows.find((row) => row.id === id)?.patient_key);
    expect(keys).toEqual([key("p02"), key("p01")]);
    expect(browser.jar.size).toBe(2);
  });

  it("stores no token, patient, user or secret in clear", async () => {
    const browser = new LaunchingBrowser(clinic());
    const { bearer } = shellOf(await (await browser.launch("p01")).text());
    const stored = JSON.stringify([
      await clinic().deps.store.db.selectFrom("launch").selectAll().execute(),
      await clinic().deps.store.db.selectFrom("pending_launch").selectAll().execute(),
    ]);
    const whole = [bearer ?? "no bearer", ...browser.jar.values(), clinic().sandbox.fhirBase, "eyJhbGciOi"];
    for (const secret of whole) expect(stored).not.toContain(secret);
    // Three letters may stand in any sealed text by chance, but not as a word of their own.
    expect(stored).not.toMatch(/(?<![\w-])(?:p01|Patient\/p01|(?:Practitioner\/)?rn-1)(?![\w-])/);
    expect(JSON.stringify({ in: JSON.stringify({ patient: "p01" }) })).toMatch(/(?<![\w-])p01(?![\w-])/);
  });

  it("can be loaded again at its own address, without a bearer", async () => {
    const browser = new LaunchingBrowser(clinic());
    const { launch } = shellOf(await (await browser.launch("p01")).text());
    const again = await browser.ask(`${origin}/l/${launch}/`);
    expect(shellOf(await again.text())).toEqual({ launch, bearer: null, kind: "chart" });
    expect(again.headers.get("content-security-policy")).toContain(`frame-ancestors ${chartOrigin}`);
  });

  it("works for a browser that keeps no cookie, by its bearer", async () => {
    const browser = new LaunchingBrowser(clinic(), { keepsCookies: false });
    const { launch, bearer } = shellOf(await (await browser.launch("p01")).text());
    expect((await logOff(browser, launch)).status).toBe(401);
    expect((await logOff(browser, launch, { authorization: `Bearer ${bearer}` })).status).toBe(204);
  });
});

describe("a sign-in that comes back without the cookie it began with", () => {
  const callback = () => new LaunchingBrowser(clinic()).signIn(newLaunch());

  it.each([
    ["opens in a frame of a browser that keeps no cookie", "iframe", 200],
    ["is refused in a page of its own", "document", 400],
    ["is refused where the browser does not say what it shows", null, 400],
  ] as const)("%s", async (_, dest, status) => {
    const elsewhere = new LaunchingBrowser(clinic(), { keepsCookies: false, dest });
    const before = tokenPosts();
    const answer = await elsewhere.ask(await callback());
    expect(answer.status).toBe(status);
    expect(tokenPosts()).toBe(status === 200 ? before + 1 : before);
    if (status === 400) expect(await answer.text()).toContain("state_unknown");
  });

  it("is refused in a frame of a browser that keeps our cookies", async () => {
    const elsewhere = new LaunchingBrowser(clinic());
    await elsewhere.launch("p02");
    expect((await elsewhere.ask(await callback())).status).toBe(400);
  });
});

describe("the page of a launch", () => {
  it("has a fresh nonce in every response, and only there", async () => {
    const browser = new LaunchingBrowser(clinic());
    const { launch } = shellOf(await (await browser.launch("p01")).text());
    const nonces = new Set<string>();
    for (let load = 0; load < 5; load += 1) {
      const response = await browser.ask(`${origin}/l/${launch}/`);
      const html = await response.text();
      const [, nonce = ""] =
        /script-src 'self' 'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "") ?? [];
      expect(html).toContain(`nonce="${nonce}"`);
      expect(html).not.toContain("__NONCE__");
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(5);
  });
});

describe("a launch whose twelve hours are over", () => {
  it("loses its tokens when the next one begins, and an open one keeps them", async () => {
    const [old, open] = [new LaunchingBrowser(clinic()), new LaunchingBrowser(clinic())];
    const over = shellOf(await (await old.launch("p01")).text()).launch;
    clinic().pass({ minutes: 12 * 60 });
    const going = shellOf(await (await open.launch("p01")).text()).launch;
    const rows = await clinic()
      .deps.store.db.selectFrom("launch")
      .select(["id", "tokens"])
      .where("id", "in", [over, going])
      .execute();
    const kept = rows.filter(({ tokens }) => tokens !== "").map(({ id }) => id);
    expect(kept).toEqual([going]);
  });
});

describe("another user in the same jar", () => {
  it("ends the launches of the first, and drops their cookies", async () => {
    const browser = new LaunchingBrowser(clinic());
    const first = shellOf(await (await browser.launch("p01", "rn-1")).text()).launch;
    const firstCookies = new Map(browser.jar);
    const second = shellOf(await (await browser.launch("p01", "rn-2")).text()).launch;
    expect([...browser.jar.keys()]).toEqual([`__Host-cm.${second.slice(0, 8)}`]);
    const replay = new LaunchingBrowser(clinic());
    for (const [name, value] of firstCookies) replay.jar.set(name, value);
    const answer = await logOff(replay, first);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "launch_ended" });
    expect((await logOff(browser, second)).status).toBe(204);
  });

  it("ends nothing by a planted cookie, and the same user's charts stay open", async () => {
    const [victim, attacker] = [new LaunchingBrowser(clinic()), new LaunchingBrowser(clinic())];
    const one = shellOf(await (await victim.launch("p01", "rn-1")).text()).launch;
    const two = shellOf(await (await victim.launch("p02", "rn-1")).text()).launch;
    attacker.jar.set(`__Host-cm.${one.slice(0, 8)}`, "planted");
    await attacker.launch("p01", "rn-2");
    expect((await logOff(victim, one)).status).toBe(204);
    expect((await logOff(victim, two)).status).toBe(204);
  });
});
