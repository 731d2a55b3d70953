import { type OutgoingHttpHeaders, request } from "node:http";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Registered } from "./authorize.ts";
import { freshSandbox } from "./fresh-sandbox.ts";

let registered: Registered;
beforeEach(async () => {
  const start = new Date();
  registered = await freshSandbox({ control: true, now: () => start });
});
afterEach(() => registered.sandbox.close());

interface Asked {
  readonly method?: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body?: string;
}

/** By node's own client, which sends every header as it is told. */
function statusOf(path: string, { method = "GET", headers, body = "" }: Asked): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(`${registered.sandbox.url}${path}`, { method, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on("error", reject).end(body);
  });
}

it.each([
  ["127.0.0.1:4180", 200],
  ["localhost", 200],
  ["evil.example:4180", 421],
  ["127.0.0.1.evil.example", 421],
])("answers a request for %s with %i", async (host, status) => {
  expect(await statusOf("/", { headers: { host } })).toBe(status);
});

const forward = { method: "POST", headers: { "content-type": "application/json" }, body: '{"advanceMs":7}' };
const form = { "content-type": "application/x-www-form-urlencoded", accept: "application/json" };
const asks: readonly [string, Asked][] = [
  ["/control/state", { headers: {} }],
  ["/control/requests", { headers: {} }],
  ["/control/clock", forward],
  ["/%63ontrol/clock", forward],
  ["/switch/clock", { method: "POST", headers: form, body: "forward=7" }],
];
const foreign: readonly OutgoingHttpHeaders[] = [
  { origin: "http://evil.example" },
  { origin: "null" },
  { origin: "http://localhost:1" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
];
const moved = () => registered.sandbox.clock.now().getTime();

it.each(asks)("refuses %s to pages of other sites, however the browser tells of them", async (path, ask) => {
  const before = moved();
  for (const headers of foreign) {
    expect(await statusOf(path, { ...ask, headers: { ...ask.headers, ...headers } })).toBe(403);
  }
  expect(moved()).toBe(before);
});

it.each(asks)("answers %s to its own pages and to programs", async (path, ask) => {
  const before = moved();
  const origin = registered.sandbox.url;
  for (const headers of [{}, { origin }, { origin, "sec-fetch-site": "same-origin" }]) {
    expect(await statusOf(path, { ...ask, headers: { ...ask.headers, ...headers } })).toBe(200);
  }
  expect(moved() - before).toBe(ask.method === "POST" ? 21 : 0);
});
