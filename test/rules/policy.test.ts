import { describe, expect, it } from "vitest";
import { readPolicy } from "../../server/cli/read-policy.ts";

const edit = {
  id: "tcm",
  payer: "medicare_advantage",
  from: "2026-01",
  codes: ["99490"],
  effect: "block",
  reason: "Denied.",
  source: { document: "Manual", url: null, read: "2026-04-01" },
};
const allow = { ...edit, effect: "allow", codes: ["99490", "99491", "99487"], with: ["99426"] };

const problem = (policy: unknown): string => {
  try {
    readPolicy("policy.json", typeof policy === "string" ? policy : JSON.stringify(policy));
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
};

describe("a policy file", () => {
  it("is taken as it stands", () => {
    const policy = { rule_set: "2.0.0", payer_edits: [edit, allow && { ...allow, id: "pcm" }] };
    expect(readPolicy("policy.json", JSON.stringify(policy))).toEqual(policy);
  });

  it("may name edits alone", () => {
    expect(readPolicy("policy.json", JSON.stringify({ payer_edits: [] }))).toEqual({ payer_edits: [] });
  });

  it.each([
    ["no JSON", '{"payer_edits":[}', "policy.json is not JSON"],
    ["no policy", [], "policy.json is no policy"],
    ["a key that is not known", { rules: "2.0.0" }, "/: "],
    ["an effect that is none", { payer_edits: [{ ...edit, effect: "deny" }] }, "/payer_edits/0/effect: "],
    [
      "a code that is none",
      { payer_edits: [{ ...edit, codes: ["994"] }] },
      "/payer_edits/0/codes/0: a code has five",
    ],
    ["no code", { payer_edits: [{ ...edit, codes: [] }] }, "/payer_edits/0/codes: "],
    [
      "a month that is none",
      { payer_edits: [{ ...edit, from: "2026-1" }] },
      "/payer_edits/0/from: a month is written YYYY-MM",
    ],
    [
      "an end before the beginning",
      { payer_edits: [{ ...edit, to: "2025-12" }] },
      "/payer_edits/0/to: is before `from`",
    ],
    [
      "a source without a day",
      { payer_edits: [{ ...edit, source: { document: "M", url: null } }] },
      "/payer_edits/0/source/read: ",
    ],
    ["two edits of one id", { payer_edits: [edit, edit] }, "/payer_edits/1/id: another edit has this id"],
    [
      "an allowance by Medicare itself",
      { payer_edits: [{ ...allow, payer: "medicare_ffs" }] },
      "/payer_edits/0/payer: ",
    ],
    [
      "an allowance beside nothing",
      { payer_edits: [{ ...allow, with: undefined }] },
      "/payer_edits/0/with: ",
    ],
    [
      "an allowance for half of CCM",
      { payer_edits: [{ ...allow, codes: ["99490"] }] },
      "/payer_edits/0/codes: an edit that allows",
    ],
    [
      "a condition on an allowance",
      { payer_edits: [{ ...allow, requires: { prior_authorization: ["number"] } }] },
      "/payer_edits/0/requires: ",
    ],
  ])("is refused for %s: where, what, and what to do", (_, policy, words) => {
    expect(problem(policy)).toContain(words);
    expect(problem(policy)).toMatch(/Mend these|Check it for/);
  });

  it("names everything that is wrong at once", () => {
    const said = problem({ payer_edits: [{ ...edit, from: "x", effect: "deny" }] });
    expect(said).toContain("/payer_edits/0/from");
    expect(said).toContain("/payer_edits/0/effect");
  });
});
