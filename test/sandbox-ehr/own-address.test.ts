import { request } from "node:http";
import { expect, it } from "vitest";
import { freshSandbox } from "./fresh-sandbox.ts";

function statusFor(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/`, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on("error", reject).end();
  });
}

it.each([
  ["127.0.0.1:4180", 200],
  ["localhost", 200],
  ["evil.example:4180", 421],
  ["127.0.0.1.evil.example", 421],
])("answers a request for %s with %i", async (host, status) => {
  const { sandbox } = await freshSandbox();
  expect(await statusFor(sandbox.url, host)).toBe(status);
  await sandbox.close();
});
