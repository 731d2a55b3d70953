import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let page: Page;
beforeAll(async () => {
  stage = await openStage();
  page = await (await stage.context(480)).newPage();
});
afterEach(() => stage.demo.sandbox.intercept(null));
afterAll(() => stage.close());

const launch = (query: Record<string, string>) =>
  page.goto(`${stage.demo.appUrl}/launch?${new URLSearchParams(query)}`);
const text = () => page.locator("body").innerText();

async function expectPlainPage(words: RegExp): Promise<void> {
  expect(await text()).toMatch(words);
  expect(await text()).toContain("What to do:");
  const width = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(width).toBe(0);
}

describe("a launch that cannot come about gets a plain page that says what happened and what to do", () => {
  it("from an EHR that is not set up: and no request goes there", async () => {
    const before = stage.demo.sandbox.requests.length;
    await launch({ iss: `${stage.demo.sandbox.fhirBase}/`, launch: "x" });
    await expectPlainPage(/an EHR it is not set up for/);
    expect(stage.demo.sandbox.requests).toHaveLength(before);
  });

  it.each([
    ["an EHR", { launch: "x" }],
    ["an EHR, and with an empty word of one", { launch: "" }],
  ])("without %s", async (_, query) => {
    await launch(query);
    await expectPlainPage(/was not opened from a patient's chart/);
  });

  it("refused at the sign-in", async () => {
    const refused = stage.demo.sandbox.newLaunch({ patient: "p01", user: "rn-1", deny: true });
    await launch({ iss: stage.demo.sandbox.fhirBase, launch: refused });
    await expectPlainPage(/did not let CareMonth sign in/);
  });

  it("with a state that was used before", async () => {
    const callbacks: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("/callback")) callbacks.push(request.url());
    });
    await launch({
      iss: stage.demo.sandbox.fhirBase,
      launch: stage.demo.sandbox.newLaunch({ patient: "p01", user: "rn-1" }),
    });
    await page.waitForSelector("text=Minutes toward each code");
    await page.goto(callbacks[0] ?? "");
    await expectPlainPage(/already used, is too old/);
  });

  it("to an EHR that is dead", async () => {
    stage.demo.sandbox.intercept(() => ({ kind: "reset_before" }));
    await launch({ iss: stage.demo.sandbox.fhirBase, launch: "x" });
    await expectPlainPage(/did not answer while CareMonth was signing in/);
  });
});

describe("after the launch", () => {
  it("shows nobody's chart where the EHR named no patient, whatever the token would let it read", async () => {
    const launched = stage.demo.sandbox.newLaunch({ patient: "p01", user: "rn-1", withoutPatient: true });
    await launch({ iss: stage.demo.sandbox.fhirBase, launch: launched });
    await page.getByRole("heading", { name: "No patient's chart is open" }).waitFor();
    expect(await text()).not.toContain("Exampleton");
  });

  it("says so when the EHR dies, shows no answer as none, and recovers", async () => {
    await launch({
      iss: stage.demo.sandbox.fhirBase,
      launch: stage.demo.sandbox.newLaunch({ patient: "p01", user: "rn-1" }),
    });
    await page.waitForSelector("text=Minutes toward each code");
    stage.demo.sandbox.intercept(({ path }) =>
      path.startsWith("/fhir") ? { kind: "status", status: 503 } : null,
    );
    await page.getByRole("button", { name: "Read again" }).first().click();
    await page
      .getByText(/could not be read/)
      .first()
      .waitFor();
    expect(await text()).not.toMatch(/\bReady\b/);
    stage.demo.sandbox.intercept(null);
    await page.getByRole("button", { name: "Read again" }).first().click();
    await page.getByText("All 7 reads complete").waitFor();
  });
});
