import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { finished, runTypeScript } from "../server/run-typescript.ts";

const program = fileURLToPath(new URL("print-answers.ts", import.meta.url));

async function answersUnder(env: NodeJS.ProcessEnv): Promise<string> {
  const { code, out, err } = await finished(runTypeScript([program], { env: { ...process.env, ...env } }));
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return out;
}

it("a machine's time zone and language change not one byte of an answer", { timeout: 120_000 }, async () => {
  const [here, there, elsewhere] = await Promise.all([
    answersUnder({ TZ: "UTC", LANG: "en_US.UTF-8", LC_ALL: "en_US.UTF-8" }),
    answersUnder({ TZ: "Asia/Kathmandu", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }),
    answersUnder({ TZ: "America/St_Johns", LANG: "ar_EG.UTF-8", LC_ALL: "ar_EG.UTF-8" }),
  ]);
  expect(here.split("\n").length).toBeGreaterThan(60);
  expect(there).toBe(here);
  expect(elsewhere).toBe(here);
});
