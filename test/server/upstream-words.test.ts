import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MonthView } from "../../server/contract/index.ts";
import { logOptions } from "../../server/log-options.ts";
import type { Fault } from "../sandbox-ehr/faults/fault.ts";
import { type Clinic, LaunchingBrowser, shellOf, startClinic } from "./launching-browser.ts";
import { origin } from "./test-server.ts";

/** Something a patient's chart may say, and an EHR quote in whatever it answers. */
const canary = "canary-7f3a";
const type = (value: string) => ({ "content-type": value, warning: `199 - "${canary}"`, server: canary });
const issue = { severity: "fatal", code: canary, diagnostics: canary, expression: [canary] };
const outcome = JSON.stringify({ resourceType: "OperationOutcome", issue: [issue] });

/** Asks to be left alone for longer than a read waits, so that nothing is asked again. */
function status(
  code: number,
  body: string,
  headers: Record<string, string> = type("application/fhir+json"),
): Fault {
  return { kind: "status", status: code, body, headers: { "retry-after": "60", ...headers } };
}

let clinic: Clinic;
beforeAll(async () => {
  clinic = await startClinic();
});
afterAll(() => clinic.close());

/** A month read by a launch of its own. */
async function openedMonth(): Promise<() => Promise<Response>> {
  const browser = new LaunchingBrowser(clinic);
  const { launch } = shellOf(await (await browser.launch("p01")).text());
  const headers = { "x-caremonth-launch": launch };
  return () => browser.ask(`${origin}/api/month/current`, { headers });
}

/** From now on all addresses that `where` names answer with the fault; how many have so far. */
function answerEverywhere(where: RegExp, fault: Fault): () => number {
  let answered = 0;
  clinic.sandbox.intercept(({ path }) => {
    if (!where.test(path)) return null;
    answered += 1;
    return fault;
  });
  clinic.logLines.length = 0;
  return () => answered;
}

describe("what an EHR says", () => {
  it.each<[what: string, fault: Fault]>([
    ["an outcome", status(403, outcome)],
    ["an outcome of its own failing", status(500, outcome)],
    ["an OAuth error", status(401, `{"error":"${canary}","error_description":"${canary}"}`)],
    ["plain text", status(400, canary, type("text/plain"))],
    ["a page", status(502, `<html>${canary}</html>`, type("text/html"))],
    ["a page that calls itself a success", status(200, `<html>${canary}</html>`, type("text/html"))],
    ["data cut off", status(200, `{"${canary}":"${canary}`)],
    ["a redirect", status(302, canary, { ...type("text/plain"), location: `https://${canary}.example/` })],
    ["another type", status(200, `{"resourceType":"${canary}","id":"${canary}"}`)],
    ["a media type", status(200, "{}", type(`${canary}/${canary}`))],
    ["a wait nobody can read", status(429, "", { "retry-after": canary })],
  ])("in %s reaches no line of the log", async (_what, fault) => {
    clinic.sandbox.intercept(() => null);
    const readMonth = await openedMonth();
    const answered = answerEverywhere(/^\/fhir\/[A-Z]/, fault);
    const answer = await readMonth();
    expect(answer.status).toBe(200);
    const { reads } = MonthView.parse(await answer.json());
    expect(reads.some(({ outcome }) => outcome === "complete")).toBe(false);
    expect(answered()).toBeGreaterThan(0);
    const lines = clinic.logLines.join("");
    expect(lines).toContain("/api/month/");
    expect(lines).not.toContain(canary);
  });

  it.each([/smart-configuration$/, /[/]token$/])(
    "at %o while somebody signs in reaches no line of the log",
    async (where) => {
      const words = `{"error":"invalid_grant","error_description":"${canary}","${canary}":1}`;
      const answered = answerEverywhere(where, status(400, words));
      clinic.pass({ minutes: 24 * 60 });
      await new LaunchingBrowser(clinic).launch("p02").catch(() => undefined);
      expect(answered()).toBeGreaterThan(0);
      expect(clinic.logLines.length).toBeGreaterThan(0);
      expect(clinic.logLines.join("")).not.toContain(canary);
    },
  );
});

describe("a defect's own words", () => {
  it.each([
    ["on a line of their own", `first\n    at ${canary}`],
    ["that look like a frame from the start", `\n    at ${canary} (${canary}:1:1)\n    at ${canary}`],
  ])("%s reach no line of the log, and its frames do", (_what, message) => {
    const logged: string[] = [];
    const stream = { write: (line: string) => logged.push(line) };
    Fastify({ logger: logOptions({ level: "info", stream }) }).log.error({ err: new Error(message) });
    const lines = logged.join("");
    expect(lines).not.toContain(canary);
    expect(lines).toContain("upstream-words.test.ts");
  });
});
