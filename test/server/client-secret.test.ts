import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { buildConfig } from "../../server/config.ts";
import { ConfigProblem } from "../../server/config-problem.ts";
import { generateKeys } from "../../server/keys/key-file.ts";
import { createKeyring } from "../../server/keys/keyring.ts";
import { connection, origin, practice } from "./test-server.ts";

const folder = mkdtempSync(path.join(tmpdir(), "caremonth-secret-"));
afterAll(() => rmSync(folder, { recursive: true }));

const keys = createKeyring(generateKeys([practice.id]));
const secret = "s3cret-canary-of-16";

function configured(change: object, variables: Readonly<Record<string, string>> = {}) {
  const ours = { ...connection, auth: "client_secret_basic", ...change };
  const source = { where: "test", notice: null, variables };
  return buildConfig({ origin, practices: [practice], connections: [ours] }, keys, source);
}

async function refusal(attempt: () => Promise<unknown>): Promise<string> {
  try {
    await attempt();
  } catch (error) {
    if (error instanceof ConfigProblem) return error.message;
    throw error;
  }
  return "";
}

function fileWith(content: string): string {
  const file = path.join(folder, `secret-${content.length}`);
  writeFileSync(file, content);
  return file;
}

describe("a client secret", () => {
  it.each(["client_secret_basic", "client_secret_post"])("of %s is read from a variable", async (auth) => {
    const config = await configured({ auth, client_secret_env: "EHR_SECRET" }, { EHR_SECRET: secret });
    expect(config.connections[0]?.auth).toEqual({ kind: auth, secret });
  });

  it("is read from a file without the line's end", async () => {
    const config = await configured({ client_secret_file: fileWith(`${secret}\n`) });
    expect(config.connections[0]?.auth).toEqual({ kind: "client_secret_basic", secret });
  });

  it.each([
    ["that is not set", {}, "holds nothing"],
    ["that is empty", { EHR_SECRET: "" }, "holds nothing"],
    ["of blanks", { EHR_SECRET: " ".repeat(20) }, "holds nothing"],
    ["one character short", { EHR_SECRET: secret.slice(0, 15) }, "holds less than 16 characters"],
  ])("in a variable %s keeps the server from starting, and is not quoted", async (_, variables, words) => {
    const said = await refusal(() => configured({ client_secret_env: "EHR_SECRET" }, { ...variables }));
    expect(said).toContain("EHR_SECRET: ");
    expect(said).toContain(words);
    expect(said).not.toContain("s3cret");
  });

  it("of exactly 16 characters is taken", async () => {
    const variables = { EHR_SECRET: secret.slice(0, 16) };
    expect(await refusal(() => configured({ client_secret_env: "EHR_SECRET" }, variables))).toBe("");
  });

  it("in a file that is not there, or that is empty, keeps the server from starting", async () => {
    const gone = path.join(folder, "gone");
    expect(await refusal(() => configured({ client_secret_file: gone }))).toContain("cannot be read");
    expect(await refusal(() => configured({ client_secret_file: fileWith("\n") }))).toContain(
      "holds nothing",
    );
  });
});
