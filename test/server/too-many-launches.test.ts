import { describe, expect, it } from "vitest";
import { page } from "./html-page.ts";
import { LaunchingBrowser, startClinic } from "./launching-browser.ts";
import { origin, startTestServer } from "./test-server.ts";

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
