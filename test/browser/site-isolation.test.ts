import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openChartPage, openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

// Everything the other browser tests say of frames and cookies rests on this.
describe("this browser keeps sites apart", () => {
  it("blocks the chart from reading the app it frames", async () => {
    const page = await (await stage.context()).newPage();
    await openChartPage(page, stage, "p01");
    const { appUrl } = stage.demo;
    const seen = await page.evaluate(async (url) => {
      const frame = document.querySelector("iframe");
      const inside = () => frame?.contentWindow?.document.title;
      const reach = await fetch(`${url}/healthz`).then(
        () => "read",
        (error: Error) => error.name,
      );
      try {
        return { reach, document: frame?.contentDocument, inside: inside() };
      } catch (error) {
        return { reach, document: frame?.contentDocument, inside: error instanceof Error ? error.name : "" };
      }
    }, appUrl);
    expect(seen).toEqual({ reach: "TypeError", document: null, inside: "SecurityError" });
  });

  it("gives the framed app a process of its own", async () => {
    const page = await (await stage.context()).newPage();
    await openChartPage(page, stage, "p01");
    const session = await stage.browser.newBrowserCDPSession();
    const { targetInfos } = await session.send("Target.getTargets");
    const frames = targetInfos.filter(({ type }) => type === "iframe").map(({ url }) => new URL(url).origin);
    expect(frames).toContain(stage.demo.appUrl);
  });

  it("does not let a site that is not the EHR frame the app", async () => {
    const home = (await openChartPage(await (await stage.context()).newPage(), stage, "p01")).url();
    const page = await (await stage.context()).newPage();
    const elsewhere = "http://127.0.0.1:9/";
    await page.route(elsewhere, (route) =>
      route.fulfill({ contentType: "text/html", body: `<iframe src="${home}"></iframe>` }),
    );
    await page.goto(elsewhere);
    await expect.poll(() => page.frames()[1]?.url()).toBe("chrome-error://chromewebdata/");
  });
});
