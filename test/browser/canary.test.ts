import type { BrowserContext, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openChartPage, openStage, recordMonth, type Stage, settleQuestions } from "./stage.ts";

const logged: string[] = [];
const log = { level: "info" as const, stream: { write: (line: string) => void logged.push(line) } };

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ log });
});
afterAll(() => stage.close());

/** Everything a browser or a log could have got hold of, as lines that say where they were found. */
class Traffic {
  readonly #lines: string[] = [];
  readonly #pending: Promise<void>[] = [];

  watch(page: Page): void {
    page.on("request", (request) => this.#lines.push(`url ${request.url()}`));
    page.on("response", (response) => {
      if (new URL(response.url()).origin !== stage.demo.appUrl) return;
      const headers = JSON.stringify(response.headers());
      this.#lines.push(`headers of ${response.url()} ${headers}`);
      const body = response.text().then(
        (text) => void this.#lines.push(`body of ${response.url()} ${text}`),
        () => undefined,
      );
      this.#pending.push(body);
    });
  }

  /** The lines in which one of the secrets stands. */
  async leaks(secrets: readonly string[], context: BrowserContext, frame: Frame): Promise<string[]> {
    await Promise.all(this.#pending);
    const stored = await frame.evaluate(async () => {
      const databases = await indexedDB.databases();
      const html = document.documentElement.outerHTML;
      return JSON.stringify([
        { ...localStorage },
        { ...sessionStorage },
        document.cookie,
        databases,
        html,
        location.href,
      ]);
    });
    const cookies = (await context.cookies()).filter(({ httpOnly }) => !httpOnly);
    const lines = [
      ...this.#lines,
      ...logged.map((line) => `log ${line}`),
      `stored ${stored}`,
      `cookies ${JSON.stringify(cookies)}`,
    ];
    return lines
      .filter((line) => secrets.some((secret) => line.includes(secret)))
      .map((line) => line.slice(0, 40));
  }
}

/** The tokens as they pass between the server and the EHR, where alone they may be. */
function collectTokens(): string[] {
  const tokens: string[] = [];
  stage.demo.sandbox.intercept(({ headers }) => {
    const [, token] = /^Bearer (.+)$/.exec(headers.authorization ?? "") ?? [];
    if (token) tokens.push(token);
    return null;
  });
  return tokens;
}

describe("the EHR's tokens", () => {
  let context: BrowserContext;
  let traffic: Traffic;
  let tokens: string[];
  let frame: Frame;

  beforeEach(async () => {
    tokens = collectTokens();
    context = await stage.context();
    traffic = new Traffic();
    const page = await context.newPage();
    traffic.watch(page);
    frame = await openChartPage(page, stage, "p01");
  });

  it("reach no URL, storage, readable cookie, log or response in a whole session", async () => {
    await settleQuestions(frame);
    await recordMonth(frame);
    await frame
      .getByText(/In EHR, version/)
      .first()
      .waitFor();
    expect(tokens.length).toBeGreaterThan(0);
    expect(logged.length).toBeGreaterThan(0);
    // Every token of the sandbox is a signed JWT, the id_token too: its first letters are those of any of them.
    expect(await traffic.leaks([...tokens, "eyJhbGciOi"], context, frame)).toEqual([]);
  });

  it.each([
    ["storage", (token: string) => sessionStorage.setItem("kept", token), "stored"],
    [
      "a readable cookie",
      (token: string) => Reflect.set(document, "cookie", `kept=${token}; SameSite=None; Secure`),
      "stored",
    ],
    ["a URL", (token: string) => void fetch(`/assets/none?${token}`), "url"],
  ])("would be found if one leaked into %s", async (_where, leak, found) => {
    const [token = ""] = tokens;
    await frame.evaluate(leak, token);
    await expect.poll(async () => (await traffic.leaks([token], context, frame)).join()).toContain(found);
  });

  it("would be found if one leaked into a response", async () => {
    const [token = ""] = tokens;
    await frame.page().route("**/api/presence", (route) => route.fulfill({ status: 200, body: token }));
    await frame.evaluate(() => void fetch("/api/presence"));
    await expect.poll(async () => (await traffic.leaks([token], context, frame)).join()).toContain("body");
  });

  it("would be found in a log", async () => {
    const [token = ""] = tokens;
    logged.push(`{"planted":"${token}"}`);
    expect(await traffic.leaks([token], context, frame)).toEqual([expect.stringMatching(/^log /)]);
    logged.pop();
  });
});

it("logs no address, patient, person or launch", () => {
  const all = logged.join("");
  for (const canary of ["p01", "Rosa", "Exampleton", "rn-1", "DEMO-0001", "/l/", "code=", "state=", "iss="])
    expect(all).not.toContain(canary);
});
