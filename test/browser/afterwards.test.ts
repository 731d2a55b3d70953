import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAlone, openStage, patientLine, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

describe("19: after logging off", () => {
  it("Back shows nothing of the chart, and the launch opens nothing any more", async () => {
    const page = await (await stage.context()).newPage();
    const frame = await openAlone(page, stage, "p01");
    expect(await patientLine(frame)).toContain("Exampleton");
    const home = page.url();
    await frame.getByRole("button", { name: "Log off" }).click();
    await expect.poll(() => page.locator("body").innerText()).not.toContain("Exampleton");
    await page.goto("about:blank");
    const answers: number[] = [];
    page.on("response", (response) => {
      if (new URL(response.url()).pathname.startsWith("/api/")) answers.push(response.status());
    });
    await page.goBack();
    await page.waitForLoadState("networkidle");
    expect(page.url()).toBe(home);
    expect(await page.content()).not.toContain("Exampleton");
    await page.goto(home);
    await page.waitForLoadState("networkidle");
    expect(await page.content()).not.toContain("Exampleton");
    expect(answers.length).toBeGreaterThan(0);
    expect(answers.filter((status) => status !== 401)).toEqual([]);
  });
});

describe("23: what is sent to browsers", () => {
  const secrets =
    /PRIVATE KEY|"(?:d|p|q)":\s*"[\w-]{20,}|eyJhbGciOi|client_secret|sourceMappingURL|https?:\/\/(?:127\.|localhost)/;

  it("holds no key, token, source map or address of a test", async () => {
    const built = path.resolve(import.meta.dirname, "../../dist/test-app");
    const files = (await readdir(built, { recursive: true })).filter((name) => /\.\w+$/.test(name));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      expect(file).not.toMatch(/\.map$/);
      expect([file, secrets.exec(await readFile(path.join(built, file), "utf8"))]).toEqual([file, null]);
    }
  });

  it.each(["-----BEGIN PRIVATE KEY-----", '{"d":"0123456789abcdefghij"}', "http://localhost:4180"])(
    "would be found to hold %s",
    (leak) => expect(leak).toMatch(secrets),
  );
});
