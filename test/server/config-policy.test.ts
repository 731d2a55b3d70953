import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { examplePolicy } from "../../server/cli/rule-book/edits-chapter.ts";
import { buildConfig } from "../../server/config.ts";
import { keys, whole, withPractice } from "./changed-config.ts";
import { practice } from "./test-server.ts";

const folder = mkdtempSync(path.join(tmpdir(), "caremonth-policy-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A policy file that holds this text. */
function fileWith(text: string): string {
  const file = path.join(folder, "policy.json");
  writeFileSync(file, text);
  return file;
}

const policyOf = async (change: object) =>
  (await buildConfig({ ...whole, practices: [{ ...practice, ...change }] }, keys)).practices[0]?.policy;
const [edit] = examplePolicy.payer_edits ?? [];

describe("a practice's payer edits", () => {
  it("stand in the configuration, or in a file it names, to the same effect", async () => {
    expect(await policyOf({ policy: examplePolicy })).toEqual(examplePolicy);
    const text = JSON.stringify(examplePolicy);
    expect(await policyOf({ policy_file: fileWith(text) })).toEqual(examplePolicy);
    expect(await policyOf({ policy_file: fileWith(`\uFEFF${text}`) })).toEqual(examplePolicy);
    expect(await policyOf({})).toBeUndefined();
  });

  it.each([
    ["no such month", { from: "2026-13" }, "from", "a month is written YYYY-MM"],
    ["an end before its start", { from: "2026-05", to: "2026-04" }, "to", "is before `from`"],
    ["no source", { source: undefined }, "source", ""],
    ["a word that is none of ours", { effect: "deny" }, "effect", '"block"|"warn"|"allow"'],
    ["a code that is none", { codes: ["9949"] }, "codes/0", "five digits or capital letters"],
    ["a field nobody knows", { note: "look" }, "", "note"],
  ])("with %s keep the installation from starting, and say where and what", async (_, change, at, what) => {
    const policy = JSON.parse(JSON.stringify({ payer_edits: [{ ...edit, ...change }] }));
    const place = `/payer_edits/0${at === "" ? "" : `/${at}`}: `;
    const [line = ""] = await withPractice({ policy });
    expect(line).toContain(`configuration at /practices/0/policy${place}`);
    expect(line).toContain(what);
    const file = fileWith(JSON.stringify(policy));
    const lines = await withPractice({ policy_file: file });
    expect(lines[0]).toContain(`policy_file ${file} at ${place}`);
    expect(lines[0]).toContain(what);
    expect(lines.at(-1)).toMatch(/^Mend it and start again; docs\/rules\.md/);
  });

  it("are all told of at once", async () => {
    const edits = [
      { ...edit, from: "soon" },
      { ...edit, id: "Other One" },
    ];
    expect(await withPractice({ policy: { payer_edits: edits } })).toHaveLength(2);
  });

  it("may not have one name twice", async () => {
    const [line = ""] = await withPractice({ policy: { payer_edits: [edit, edit] } });
    expect(line).toContain("/policy/payer_edits/1/id: another edit has this id");
  });

  it("stand in one place", async () => {
    const policy_file = fileWith(JSON.stringify(examplePolicy));
    expect(await withPractice({ policy: examplePolicy, policy_file })).toEqual([
      "configuration at /practices/0/policy_file: stands beside policy; keep the one that is to hold",
    ]);
  });

  it("in a file that is not there or is no JSON say so, and quote nothing of it", async () => {
    const missing = path.join(folder, "missing.json");
    expect(await withPractice({ policy_file: missing })).toEqual([
      `policy_file ${missing} of practice north cannot be read. Check its path, its rights and its content.`,
    ]);
    const [line = ""] = await withPractice({ policy_file: fileWith('{"payer_edits": [sunrise]}') });
    expect(line).toContain("is not JSON");
    expect(line).not.toContain("sunrise");
  });
});

describe("a version of the rules", () => {
  it("may be named, where it exists", async () => {
    expect(await policyOf({ policy: { rule_set: "1.0.0" } })).toEqual({ rule_set: "1.0.0" });
    const [line = ""] = await withPractice({ policy: { rule_set: "9.9.9" } });
    expect(line).toContain(
      "practice north: rule_set names no version of the rules. Name one of 1.0.0, 2.0.0",
    );
    const file = fileWith('{"rule_set": "9.9.9"}');
    expect((await withPractice({ policy_file: file }))[0]).toContain(`${file}: rule_set names no version`);
  });
});
