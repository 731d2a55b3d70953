import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { WrongUsage } from "../../server/cli/command.ts";
import { doctor } from "../../server/cli/doctor.ts";

const folder = mkdtempSync(path.join(tmpdir(), "caremonth-doctor-"));
const printed: string[] = [];
vi.spyOn(process.stdout, "write").mockImplementation((text) => printed.push(String(text)) > 0);
beforeEach(() => {
  printed.length = 0;
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const iss = "https://ehr.example.org/fhir";
const discovery = path.join(folder, "smart-configuration.json");
writeFileSync(
  discovery,
  JSON.stringify({
    issuer: iss,
    authorization_endpoint: `${iss}/authorize`,
    token_endpoint: `${iss}/token`,
    jwks_uri: `${iss}/keys`,
    code_challenge_methods_supported: ["S256"],
    capabilities: ["client-public"],
  }),
);

describe("caremonth doctor", () => {
  it("says line by line what works, and ends with 0 where people can sign in", async () => {
    expect(await doctor.run([iss, "--discovery", discovery])).toBe(0);
    const lines = printed.join("").trimEnd().split("\n");
    expect(lines[0]).toMatch(/^works {4}Addresses: /);
    expect(lines.at(-1)).toMatch(/^\? {7} Capability statement: It was not asked for/);
  });

  it("ends with 1 where nobody could", async () => {
    const unsafe = path.join(folder, "no-pkce.json");
    writeFileSync(unsafe, "{}");
    expect(await doctor.run([iss, "--discovery", unsafe])).toBe(1);
  });

  it("does not take what nobody asked for as missing", async () => {
    expect(await doctor.run([iss, "--metadata", discovery])).toBe(0);
    expect(printed.join("")).toMatch(/^\? {7} Discovery: It was not asked for/);
  });

  it("prints the same as JSON", async () => {
    await doctor.run([iss, "--discovery", discovery, "--json"]);
    expect(JSON.parse(printed.join(""))).toContainEqual(
      expect.objectContaining({ topic: "PKCE", verdict: "works" }),
    );
  });

  it.each([
    ["no address", []],
    ["two addresses", [iss, iss]],
    ["a word", ["ehr"]],
    ["a file address", ["file:///etc/hosts"]],
    ["an unknown option", [iss, "--fix"]],
    ["a file that is not there", [iss, "--discovery", path.join(folder, "none.json")]],
  ])("given %s says how it is used", async (_, args) => {
    await expect(doctor.run(args)).rejects.toBeInstanceOf(WrongUsage);
    expect(printed).toEqual([]);
  });
});

const samples = process.env["CAREMONTH_SAMPLES"];
const statement = (...parts: string[]) => path.join(samples ?? "", "vendors", ...parts);

if (samples !== undefined && existsSync(statement("epic")))
  it.each([
    [
      "https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4",
      statement("epic", "smart-configuration-r4.json"),
      statement("epic", "capabilitystatement-r4.json"),
    ],
    [
      "https://fhir-ehr-code.cerner.com/r4/tenant",
      statement("oracle", "smart-configuration-secure.json"),
      statement("oracle", "capabilitystatement-r4-secure.json"),
    ],
  ])("at %s says that every record goes as a note", async (address, asked, metadata) => {
    await doctor.run([address, "--discovery", asked, "--metadata", metadata, "--json"]);
    const findings: { topic: string; words: string }[] = JSON.parse(printed.join(""));
    const writes = findings.filter(({ topic }) => topic.startsWith("Writing: "));
    expect(writes).toHaveLength(5);
    for (const { words } of writes)
      expect(words).toMatch(/^As a note: .* This release does not write it yet\.$/);
  });
