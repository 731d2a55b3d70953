import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Clinic, LaunchingBrowser, shellOf, startClinic } from "./launching-browser.ts";
import { ownPage } from "./open-test-launch.ts";
import { chartOrigin, connection, origin, startTestServer } from "./test-server.ts";

let clinic: Clinic;
beforeAll(async () => {
  clinic = await startClinic();
});
afterAll(() => clinic.close());

const tokenPosts = () => clinic.sandbox.requests.filter(({ path }) => path === "/oauth/token").length;
const newLaunch = (patient = "p01", user = "rn-1") => clinic.sandbox.newLaunch({ patient, user });

async function page(response: Response): Promise<{ status: number; text: string }> {
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  return { status: response.status, text: await response.text() };
}

function logOff(browser: LaunchingBrowser, launch: string, more: Record<string, string> = {}) {
  const headers = { ...ownPage, "x-caremonth-launch": launch, ...more };
  return browser.ask(`${origin}/api/log-off`, { method: "POST", headers });
}

describe("a launch from a chart", () => {
  it("ends in the app's page for that launch, with one cookie of exactly these attributes", async () => {
    const browser = new LaunchingBrowser(clinic);
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
    const browser = new LaunchingBrowser(clinic);
    const smuggled = new URLSearchParams({
      iss: clinic.sandbox.fhirBase,
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
    const browser = new LaunchingBrowser(clinic);
    const [one, two] = [await browser.signIn(newLaunch("p01")), await browser.signIn(newLaunch("p02"))];
    const launches = [];
    for (const callback of [two, one])
      launches.push(shellOf(await (await browser.ask(callback)).text()).launch);
    const rows = await clinic.deps.store.db.selectFrom("launch").select(["id", "patient_key"]).execute();
    const key = (patient: string) => clinic.deps.keys.rowKey("patient", [clinic.sandbox.fhirBase, patient]);
    const keys = launches.map((id) => rows.find((row) => row.id === id)?.patient_key);
    expect(keys).toEqual([key("p02"), key("p01")]);
    expect(browser.jar.size).toBe(2);
  });

  it("stores no token, patient, user or secret in clear", async () => {
    const browser = new LaunchingBrowser(clinic);
    const { bearer } = shellOf(await (await browser.launch("p01")).text());
    const stored = JSON.stringify([
      await clinic.deps.store.db.selectFrom("launch").selectAll().execute(),
      await clinic.deps.store.db.selectFrom("pending_launch").selectAll().execute(),
    ]);
    const whole = [bearer ?? "no bearer", ...browser.jar.values(), clinic.sandbox.fhirBase, "eyJhbGciOi"];
    for (const secret of whole) expect(stored).not.toContain(secret);
    // Three letters may stand in any sealed text by chance, but not as a word of their own.
    expect(stored).not.toMatch(/(?<![\w-])(?:p01|Patient\/p01|(?:Practitioner\/)?rn-1)(?![\w-])/);
    expect(JSON.stringify({ in: JSON.stringify({ patient: "p01" }) })).toMatch(/(?<![\w-])p01(?![\w-])/);
  });

  it("can be loaded again at its own address, without a bearer", async () => {
    const browser = new LaunchingBrowser(clinic);
    const { launch } = shellOf(await (await browser.launch("p01")).text());
    const again = await browser.ask(`${origin}/l/${launch}/`);
    expect(shellOf(await again.text())).toEqual({ launch, bearer: null, kind: "chart" });
    expect(again.headers.get("content-security-policy")).toContain(`frame-ancestors ${chartOrigin}`);
  });

  it("works for a browser that keeps no cookie, by its bearer", async () => {
    const browser = new LaunchingBrowser(clinic, { keepsCookies: false });
    const { launch, bearer } = shellOf(await (await browser.launch("p01")).text());
    expect((await logOff(browser, launch)).status).toBe(401);
    expect((await logOff(browser, launch, { authorization: `Bearer ${bearer}` })).status).toBe(204);
  });
});

describe("a sign-in that comes back without the cookie it began with", () => {
  const callback = () => new LaunchingBrowser(clinic).signIn(newLaunch());

  it.each([
    ["opens in a frame of a browser that keeps no cookie", "iframe", 200],
    ["is refused in a page of its own", "document", 400],
    ["is refused where the browser does not say what it shows", null, 400],
  ] as const)("%s", async (_, dest, status) => {
    const elsewhere = new LaunchingBrowser(clinic, { keepsCookies: false, dest });
    const before = tokenPosts();
    const answer = await elsewhere.ask(await callback());
    expect(answer.status).toBe(status);
    expect(tokenPosts()).toBe(status === 200 ? before + 1 : before);
    if (status === 400) expect(await answer.text()).toContain("state_unknown");
  });

  it("is refused in a frame of a browser that keeps our cookies", async () => {
    const elsewhere = new LaunchingBrowser(clinic);
    await elsewhere.launch("p02");
    expect((await elsewhere.ask(await callback())).status).toBe(400);
  });
});

describe("the audit log", () => {
  const refusals = async () => {
    const rows = await clinic.deps.store.db
      .selectFrom("audit_entry")
      .selectAll()
      .where("kind", "=", "launch.refused")
      .orderBy("seq")
      .execute();
    return rows.map(({ seq, actor_key, patient_key, details }) => {
      const place = { table: "audit_entry", column: "details", row: String(seq) };
      return { actor_key, patient_key, details: JSON.parse(clinic.deps.keys.open(details, place)) };
    });
  };
  const canary = "canary-7f3a";

  it.each([
    ["an empty launch", async () => `${origin}/launch?iss=${canary}&launch=`, "missing_launch"],
    ["an unknown EHR", async () => `${origin}/launch?iss=https://${canary}.example&launch=x`, "unknown_iss"],
    ["an unknown state", async () => `${origin}/callback?state=${canary}`, "state_unknown"],
    ["two states", async () => `${origin}/callback?state=${canary}&state=b`, "state_unknown"],
  ])("holds who was turned away with %s by its code, and nothing they sent", async (_, url, code) => {
    const before = await refusals();
    await new LaunchingBrowser(clinic).ask(await url());
    const added = (await refusals()).slice(before.length);
    expect(added).toEqual([{ actor_key: null, patient_key: null, details: { code } }]);
  });

  it("holds a sign-in that was tried a second time", async () => {
    const browser = new LaunchingBrowser(clinic);
    const callback = await browser.signIn(newLaunch());
    await browser.ask(callback);
    const before = await refusals();
    await browser.ask(callback);
    expect((await refusals()).slice(before.length)).toMatchObject([{ details: { code: "state_unknown" } }]);
  });
});

describe("the page of a launch", () => {
  it("has a fresh nonce in every response, and only there", async () => {
    const browser = new LaunchingBrowser(clinic);
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

describe("a state", () => {
  it("works once", async () => {
    const browser = new LaunchingBrowser(clinic);
    const callback = await browser.signIn(newLaunch());
    expect((await browser.ask(callback)).status).toBe(200);
    const before = tokenPosts();
    const again = await page(await browser.ask(callback));
    expect(again).toMatchObject({ status: 400, text: expect.stringContaining("state_unknown") });
    expect(tokenPosts()).toBe(before);
  });

  it.each([
    ["missing", ""],
    ["unknown", "?code=c&state=made-up"],
    ["given twice", "?code=c&state=a&state=b"],
  ])("%s is refused without asking the EHR", async (_, query) => {
    const before = clinic.sandbox.requests.length;
    const answer = await page(await new LaunchingBrowser(clinic).ask(`${origin}/callback${query}`));
    expect(answer.status).toBe(400);
    expect(clinic.sandbox.requests.length).toBe(before);
  });

  it.each([
    ["just before ten minutes", { minutes: 10, ms: -1 }, 200],
    ["at ten minutes", { minutes: 10 }, 400],
    ["just after ten minutes", { minutes: 10, ms: 1 }, 400],
  ])("is good or too old %s", async (_, time, status) => {
    const browser = new LaunchingBrowser(clinic);
    const callback = await browser.signIn(newLaunch());
    clinic.pass(time);
    expect((await browser.ask(callback)).status).toBe(status);
  });

  it("of another browser is refused and stays good for its own", async () => {
    const [own, other] = [new LaunchingBrowser(clinic), new LaunchingBrowser(clinic)];
    const callback = await own.signIn(newLaunch());
    await other.launch("p02");
    const before = tokenPosts();
    expect((await other.ask(callback)).status).toBe(400);
    const [planted] = own.jar.keys();
    other.jar.set(planted ?? "", "guessed");
    expect((await other.ask(callback)).status).toBe(400);
    expect(tokenPosts()).toBe(before);
    expect((await own.ask(callback)).status).toBe(200);
  });
});

describe("a launch whose twelve hours are over", () => {
  it("loses its tokens when the next one begins, and an open one keeps them", async () => {
    const [old, open] = [new LaunchingBrowser(clinic), new LaunchingBrowser(clinic)];
    const over = shellOf(await (await old.launch("p01")).text()).launch;
    clinic.pass({ minutes: 12 * 60 });
    const going = shellOf(await (await open.launch("p01")).text()).launch;
    const rows = await clinic.deps.store.db
      .selectFrom("launch")
      .select(["id", "tokens"])
      .where("id", "in", [over, going])
      .execute();
    const kept = rows.filter(({ tokens }) => tokens !== "").map(({ id }) => id);
    expect(kept).toEqual([going]);
  });
});

describe("another user in the same jar", () => {
  it("ends the launches of the first, and drops their cookies", async () => {
    const browser = new LaunchingBrowser(clinic);
    const first = shellOf(await (await browser.launch("p01", "rn-1")).text()).launch;
    const firstCookies = new Map(browser.jar);
    const second = shellOf(await (await browser.launch("p01", "rn-2")).text()).launch;
    expect([...browser.jar.keys()]).toEqual([`__Host-cm.${second.slice(0, 8)}`]);
    const replay = new LaunchingBrowser(clinic);
    for (const [name, value] of firstCookies) replay.jar.set(name, value);
    const answer = await logOff(replay, first);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "launch_ended" });
    expect((await logOff(browser, second)).status).toBe(204);
  });

  it("ends nothing by a planted cookie, and the same user's charts stay open", async () => {
    const [victim, attacker] = [new LaunchingBrowser(clinic), new LaunchingBrowser(clinic)];
    const one = shellOf(await (await victim.launch("p01", "rn-1")).text()).launch;
    const two = shellOf(await (await victim.launch("p02", "rn-1")).text()).launch;
    attacker.jar.set(`__Host-cm.${one.slice(0, 8)}`, "planted");
    await attacker.launch("p01", "rn-2");
    expect((await logOff(victim, one)).status).toBe(204);
    expect((await logOff(victim, two)).status).toBe(204);
  });
});

describe("a launch that cannot be", () => {
  const own = () => clinic.sandbox.fhirBase;

  it.each([
    ["no address of an EHR", () => ({ launch: "x" }), "missing_launch"],
    ["an empty launch", () => ({ iss: own(), launch: "" }), "missing_launch"],
    ["an unknown EHR", () => ({ iss: "https://evil.example/fhir", launch: "x" }), "unknown_iss"],
    ["our EHR with a slash", () => ({ iss: `${own()}/`, launch: "x" }), "unknown_iss"],
    [
      "our EHR by another name",
      () => ({ iss: own().replace("127.0.0.1", "localhost"), launch: "x" }),
      "unknown_iss",
    ],
    [
      "our EHR behind a user name",
      () => ({ iss: own().replace("//", "//good@"), launch: "x" }),
      "unknown_iss",
    ],
    [
      "our EHR as a user name",
      () => ({ iss: `${own().replace("http://", "https://")}@evil.example/fhir`, launch: "x" }),
      "unknown_iss",
    ],
    [
      "a host that begins with ours",
      () => ({ iss: "https://127.0.0.1.evil.example/fhir", launch: "x" }),
      "unknown_iss",
    ],
    ["our EHR in capitals", () => ({ iss: own().toUpperCase(), launch: "x" }), "unknown_iss"],
    [
      "our EHR with a dot behind",
      () => ({ iss: own().replace("127.0.0.1", "127.0.0.1."), launch: "x" }),
      "unknown_iss",
    ],
    ["a way around in the path", () => ({ iss: `${own()}/../fhir`, launch: "x" }), "unknown_iss"],
    [
      "our EHR over another scheme",
      () => ({ iss: own().replace("http:", "https:"), launch: "x" }),
      "unknown_iss",
    ],
    ["an unknown EHR and no launch", () => ({ iss: "https://evil.example/fhir" }), "unknown_iss"],
  ])("with %s gets a plain page and no request is made", async (_, query, code) => {
    const before = clinic.sandbox.requests.length;
    const answer = await page(
      await new LaunchingBrowser(clinic).ask(`${origin}/launch?${new URLSearchParams(query())}`),
    );
    expect(answer.text).toContain(code);
    expect(answer.text).toContain("What to do:");
    expect(answer.text).not.toContain("<script");
    expect(clinic.sandbox.requests.length).toBe(before);
  });

  it.each([["the EHR refuses the sign-in", { deny: true }, "refused"]])(
    "because %s gets a plain page and opens nothing",
    async (_, how, code) => {
      const browser = new LaunchingBrowser(clinic);
      const callback = await browser.signIn(
        clinic.sandbox.newLaunch({ patient: "p01", user: "rn-1", ...how }),
      );
      const answer = await page(await browser.ask(callback));
      expect(answer.text).toContain(code);
      expect(browser.jar.size).toBe(0);
    },
  );

  it("shows nothing that came with the address", async () => {
    const browser = new LaunchingBrowser(clinic);
    const callback = new URL(await browser.signIn(newLaunch()));
    callback.searchParams.delete("code");
    callback.searchParams.set("error", "access_denied");
    callback.searchParams.set("error_description", "<img src=x onerror=alert(1)>");
    const answer = await page(await browser.ask(callback.href));
    expect(answer.text).toContain("refused");
    expect(answer.text).not.toMatch(/img|onerror|access_denied/);
  });

  it("may be framed by every configured EHR, and by nobody else", async () => {
    const response = await new LaunchingBrowser(clinic).ask(`${origin}/launch`);
    expect(response.headers.get("content-security-policy")).toMatch(
      new RegExp(`frame-ancestors ${chartOrigin} https://other\\.example\\.org$`),
    );
  });

  it("because the EHR is dead gets a plain page", async () => {
    const lone = await startClinic();
    const launch = lone.sandbox.newLaunch({ patient: "p01", user: "rn-1" });
    const query = new URLSearchParams({ iss: lone.sandbox.fhirBase, launch });
    await lone.sandbox.close();
    const answer = await page(await new LaunchingBrowser(lone).ask(`${origin}/launch?${query}`));
    expect(answer).toMatchObject({ status: 502, text: expect.stringContaining("ehr_unreachable") });
    await lone.close();
  });
});

describe("too many launches from one address", () => {
  it("are answered with when to come back", async () => {
    const crowded = await startClinic();
    const ask = (count = 0) =>
      new LaunchingBrowser(crowded).ask(`${origin}/launch`, {
        headers: { "x-forwarded-for": `10.1.${count >> 8}.${count & 255}` },
      });
    for (let count = 0; count < 300; count += 1) expect((await ask(count)).status).toBe(400);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await page(refused)).text).toContain("too_many_requests");
    await crowded.close();
  });

  it("are counted per browser where the proxy in front is trusted to say whose they are", async () => {
    const proxied = await startTestServer({ config: { trusted_proxies: ["192.0.2.0/24"] } });
    const ask = (client: string) =>
      proxied.app.inject({
        url: "/launch",
        remoteAddress: "192.0.2.7",
        headers: { "x-forwarded-for": `203.0.113.9, ${client}` },
      });
    for (let count = 0; count < 300; count += 1)
      expect((await ask(`10.0.${count >> 8}.${count & 255}`)).statusCode).toBe(400);
    for (let count = 0; count < 300; count += 1) expect((await ask("10.2.0.1")).statusCode).toBe(400);
    expect((await ask("10.2.0.1")).statusCode).toBe(429);
    expect((await ask("10.2.0.2")).statusCode).toBe(400);
    await proxied.close();
  });
});
