import { describe, expect, it } from "vitest";
import { page } from "./html-page.ts";
import { LaunchingBrowser, startClinic } from "./launching-browser.ts";
import { sharedClinic } from "./shared-clinic.ts";
import { chartOrigin, origin } from "./test-server.ts";

const { clinic, newLaunch, tokenPosts } = sharedClinic();

describe("the audit log", () => {
  const refusals = async () => {
    const rows = await clinic()
      .deps.store.db.selectFrom("audit_entry")
      .selectAll()
      .where("kind", "=", "launch.refused")
      .orderBy("seq")
      .execute();
    return rows.map(({ seq, actor_key, patient_key, details }) => {
      const place = { table: "audit_entry", column: "details", row: String(seq) };
      return { actor_key, patient_key, details: JSON.parse(clinic().deps.keys.open(details, place)) };
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
    await new LaunchingBrowser(clinic()).ask(await url());
    const added = (await refusals()).slice(before.length);
    expect(added).toEqual([{ actor_key: null, patient_key: null, details: { code } }]);
  });

  it("holds a sign-in that was tried a second time", async () => {
    const browser = new LaunchingBrowser(clinic());
    const callback = await browser.signIn(newLaunch());
    await browser.ask(callback);
    const before = await refusals();
    await browser.ask(callback);
    expect((await refusals()).slice(before.length)).toMatchObject([{ details: { code: "state_unknown" } }]);
  });
});

describe("a state", () => {
  it("works once", async () => {
    const browser = new LaunchingBrowser(clinic());
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
    const before = clinic().sandbox.requests.length;
    const answer = await page(await new LaunchingBrowser(clinic()).ask(`${origin}/callback${query}`));
    expect(answer.status).toBe(400);
    expect(clinic().sandbox.requests.length).toBe(before);
  });

  it.each([
    ["just before ten minutes", { minutes: 10, ms: -1 }, 200],
    ["at ten minutes", { minutes: 10 }, 400],
    ["just after ten minutes", { minutes: 10, ms: 1 }, 400],
  ])("is good or too old %s", async (_, time, status) => {
    const browser = new LaunchingBrowser(clinic());
    const callback = await browser.signIn(newLaunch());
    clinic().pass(time);
    expect((await browser.ask(callback)).status).toBe(status);
  });

  it("of another browser is refused and stays good for its own", async () => {
    const [own, other] = [new LaunchingBrowser(clinic()), new LaunchingBrowser(clinic())];
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

describe("a launch that cannot be", () => {
  const own = () => clinic().sandbox.fhirBase;

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
    const before = clinic().sandbox.requests.length;
    const answer = await page(
      await new LaunchingBrowser(clinic()).ask(`${origin}/launch?${new URLSearchParams(query())}`),
    );
    expect(answer.text).toContain(code);
    expect(answer.text).toContain("What to do:");
    expect(answer.text).not.toContain("<script");
    expect(clinic().sandbox.requests.length).toBe(before);
  });

  it.each([["the EHR refuses the sign-in", { deny: true }, "refused"]])(
    "because %s gets a plain page and opens nothing",
    async (_, how, code) => {
      const browser = new LaunchingBrowser(clinic());
      const callback = await browser.signIn(
        clinic().sandbox.newLaunch({ patient: "p01", user: "rn-1", ...how }),
      );
      const answer = await page(await browser.ask(callback));
      expect(answer.text).toContain(code);
      expect(browser.jar.size).toBe(0);
    },
  );

  it("shows nothing that came with the address", async () => {
    const browser = new LaunchingBrowser(clinic());
    const callback = new URL(await browser.signIn(newLaunch()));
    callback.searchParams.delete("code");
    callback.searchParams.set("error", "access_denied");
    callback.searchParams.set("error_description", "<img src=x onerror=alert(1)>");
    const answer = await page(await browser.ask(callback.href));
    expect(answer.text).toContain("refused");
    expect(answer.text).not.toMatch(/img|onerror|access_denied/);
  });

  it("may be framed by every configured EHR, and by nobody else", async () => {
    const response = await new LaunchingBrowser(clinic()).ask(`${origin}/launch`);
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
