import { afterAll, beforeAll, expect, it } from "vitest";
import { type Clinic, LaunchingBrowser, shellOf, startClinic } from "../server/launching-browser.ts";
import { origin } from "../server/test-server.ts";

let clinic: Clinic;
beforeAll(async () => {
  clinic = await startClinic();
});
afterAll(() => clinic.close());

const tokenRequests = () => clinic.sandbox.requests.filter(({ path }) => path === "/oauth/token").length;

it("3: a state is used up even for a browser that shows again every cookie it began with", async () => {
  const browser = new LaunchingBrowser(clinic);
  const back = await browser.signIn(clinic.sandbox.newLaunch({ patient: "p01", user: "rn-1" }));
  const begunWith = new Map(browser.jar);
  const opened = await browser.ask(back);
  expect([opened.status, tokenRequests()]).toEqual([200, 1]);
  const { launch } = shellOf(await opened.text());
  for (const [name, value] of begunWith) browser.jar.set(name, value);
  expect((await browser.ask(back)).status).toBe(400);
  expect(tokenRequests()).toBe(1);
  const presence = await browser.ask(`${origin}/api/presence`, { headers: { "x-caremonth-launch": launch } });
  expect(presence.status).toBe(204);
});
