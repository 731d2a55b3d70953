// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { practicePages } from "./practice-pages.ts";

const { page, registered } = practicePages();

describe("the switches", () => {
  const send = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${registered().sandbox.url}${path}`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams(form),
      headers,
    });
  const json = { accept: "application/json" };

  it("set the clock forward and show it", async () => {
    const before = registered().sandbox.clock.now().getTime();
    const answer = await send("/switch/clock", { forward: String(86_400_000), back: "/chart/p01?user=x" });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/chart/p01?user=x"]);
    const { now } = await (await send("/switch/clock", { forward: "3600000" }, json)).json();
    const forward = Date.parse(now) - before;
    expect(forward).toBeGreaterThanOrEqual(90_000_000);
    expect(forward).toBeLessThan(90_060_000);
    const shown = (await page("/")).querySelector("time")?.dateTime ?? "";
    expect(Date.parse(shown)).toBeGreaterThanOrEqual(Date.parse(now));
  });

  it("make the EHR another one and show which", async () => {
    const { flavours } = registered().sandbox;
    const before = flavours.flavour;
    const { flavour } = await (await send("/switch/flavour", { flavour: "read-only" }, json)).json();
    expect(flavours.flavour.name).toBe("read-only");
    expect((await page("/")).querySelector("[data-flavour]")?.textContent).toBe(flavour);
    flavours.use(before);
  });

  it.each([
    ["/switch/clock", { forward: "soon" }, {}, 400],
    ["/switch/clock", { forward: "-5" }, {}, 400],
    ["/switch/flavour", { flavour: "none such" }, {}, 400],
    ["/switch/clock", { forward: "5" }, { "sec-fetch-site": "cross-site" }, 403],
  ])("%s refuses %o from %o", async (path, form, headers, status) => {
    const before = registered().sandbox.clock.ahead;
    expect((await send(path, { ...form }, { ...headers })).status).toBe(status);
    expect(registered().sandbox.clock.ahead).toBe(before);
  });

  it.each(["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example"])(
    "never lead to %s",
    async (back) => {
      const answer = await send("/switch/clock", { forward: "1", back });
      expect(answer.headers.get("location")).toBe("/");
    },
  );
});
