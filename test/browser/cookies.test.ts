import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appFrame, openChartPage, openStage, patientLine, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

describe("the app in a chart", () => {
  it("works where third-party cookies are blocked", async () => {
    const context = await stage.context();
    const page = await context.newPage();
    await blockThirdPartyCookies(await context.newCDPSession(page));
    const frame = await openChartPage(page, stage, "p02");
    expect(await patientLine(frame)).toContain("Testfield");
    expect(await keepsPlainCookie(page)).toBe(false);
    await frame.evaluate(() => location.reload());
    await frame.waitForSelector("text=Minutes toward each code");
  });

  it("is tested above in a browser that would keep such a cookie if it were not told to block it", async () => {
    const page = await (await stage.context()).newPage();
    await openChartPage(page, stage, "p02");
    expect(await keepsPlainCookie(page)).toBe(true);
  });

  it("opens where a browser keeps no cookie at all, until it is loaded again", async () => {
    const page = await (await stage.context()).newPage();
    await page.route(`${stage.demo.appUrl}/**`, async (route) => {
      const response = await route.fetch({ maxRedirects: 0 });
      const headers = Object.fromEntries(
        Object.entries(response.headers()).filter(([name]) => name !== "set-cookie"),
      );
      await route.fulfill({ response, headers });
    });
    const frame = await openChartPage(page, stage, "p02");
    expect(await patientLine(frame)).toContain("Testfield");
    expect(new URL(frame.url()).search + new URL(frame.url()).hash).toBe("");
    await frame.evaluate(() => location.reload());
    await frame.getByText("Open").first().waitFor();
    expect(await frame.locator("body").innerText()).not.toContain("Testfield");
  });

  it("ends the earlier user's launch when another signs in beside it, and not another chart of the same user", async () => {
    const context = await stage.context();
    const [first, second, third] = [
      await context.newPage(),
      await context.newPage(),
      await context.newPage(),
    ];
    const nurse = await openChartPage(first, stage, "p01", "rn-1");
    await openChartPage(second, stage, "p02", "rn-1");
    await nurse.getByRole("button", { name: "Read again" }).click();
    await appFrame(first, "p01");
    await openChartPage(third, stage, "p03", "rn-2");
    await nurse.getByRole("button", { name: "Read again" }).click();
    await nurse.getByText("Open").first().waitFor();
    await expect.poll(() => nurse.locator("body").innerText()).not.toContain("Exampleton");
  });
});

async function blockThirdPartyCookies(session: CDPSession): Promise<void> {
  const controls = {
    enableThirdPartyCookieRestriction: true,
    disableThirdPartyCookieMetadata: true,
    disableThirdPartyCookieHeuristics: true,
  };
  await session.send("Network.enable");
  await session.send("Network.setCookieControls", controls);
}

/** Whether an ordinary cookie set in a frame of another site comes back with the next request of such a frame. */
async function keepsPlainCookie(page: Page): Promise<boolean> {
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.cookie);
    response.setHeader("set-cookie", "plain=1; Secure; SameSite=None; Path=/").end("framed");
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  for (const visit of [1, 2]) await frameOnce(page, `http://localhost:${port}/${visit}`);
  await new Promise((resolve) => server.close(resolve));
  return seen.at(-1)?.includes("plain=1") ?? false;
}

function frameOnce(page: Page, url: string): Promise<void> {
  return page.evaluate(
    (src) =>
      new Promise<void>((resolve) => {
        const frame = document.createElement("iframe");
        frame.addEventListener("load", () => resolve());
        frame.src = src;
        document.body.append(frame);
      }),
    url,
  );
}
