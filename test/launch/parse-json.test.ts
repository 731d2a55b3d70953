import { describe, expect, it } from "vitest";
import { ehrClient } from "../../launch/ehr-client.ts";
import { parseJson } from "../../launch/parse-json.ts";
import { fixedToken } from "./fixed-token.ts";
import { scriptedEhr } from "./scripted-ehr.ts";

const nested = (levels: number) => `${'{"a":['.repeat(levels / 2)}1${"]}".repeat(levels / 2)}`;

describe("parseJson", () => {
  it.each([
    ["nothing", ""],
    ["blanks", " \n"],
    ["cut off", '{"resourceType":"Pat'],
    ["cut off after a pair", '{"resourceType":"Patient"'],
    ["followed by more", '{"resourceType":"Patient"}}'],
    ["followed by another", '{"a":1}{"a":1}'],
    ["after a byte order mark", '\uFEFF{"resourceType":"Patient"}'],
    ["with a comma too many", '{"a":1,}'],
    ["with a comment", '{"a":1/**/}'],
    ["not a number", '{"a":NaN}'],
    ["a page", "<html>"],
    ["named twice", '{"id":"p1","id":"p2"}'],
    ["named twice alike", '{"id":"p1","id":"p1"}'],
    ["named twice in other letters", '{"id":"p1","\\u0069d":"p2"}'],
    ["named twice deep inside", '{"a":[{"b":{"c":1,"d":2,"c":3}}]}'],
    ["with its prototype named twice", '{"__proto__":1,"__proto__":2}'],
  ])("refuses what is %s", (_what, text) => {
    expect(parseJson(text)).toBeUndefined();
  });

  it.each([
    '{"a":1,"b":{"a":1},"c":[{"a":1},{"a":1}]}',
    '{"text":"a \\"quoted\\": {[ \\\\","x\\\\":1}',
    ' { "a" : "b:c" , "" : [ ] } ',
    '{"__proto__":{"a":1}}',
    '"a"',
    "0",
    "null",
    "[]",
  ])("takes %s", (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it("keeps a string of a megabyte, halves of characters and what turns text round", () => {
    const strange = `${"x".repeat(1024 * 1024)}\ud800é𝄞\u202e\u200b\udc00`;
    const text = JSON.stringify({ strange });
    expect(text).toContain("\\ud800");
    expect(parseJson(text)).toEqual({ strange });
    expect(JSON.stringify(parseJson(text))).toBe(text);
  });

  it.each([
    [200, true],
    [202, false],
    [5000, false],
  ])("of %i levels: %o", (levels, taken) => {
    expect(parseJson(nested(levels)) !== undefined).toBe(taken);
    expect(parseJson("[".repeat(levels) + "]".repeat(levels)) !== undefined).toBe(taken);
  });

  it("refuses millions of levels at a small part of what reading a flat text of that size takes", () => {
    const levels = 4_000_000;
    const deep = "[".repeat(levels) + "]".repeat(levels);
    const flat = `[${"1,".repeat(levels)}1]`;
    const took = (text: string) => {
      const start = performance.now();
      parseJson(text);
      return performance.now() - start;
    };
    took(deep);
    expect(took(deep)).toBeLessThan(took(flat) / 10);
  });

  it("reads a mark before the data over the wire as unreadable, and never as none", async () => {
    const ehr = await scriptedEhr(() => ({ body: "\uFEFF{}" }));
    const one = ehrClient({ base: ehr.base, tokens: fixedToken() });
    const answer = await one.read("Patient/p1");
    expect("text" in answer && parseJson(answer.text)).toBeUndefined();
    expect("text" in answer && answer.text).toBe("\uFEFF{}");
  });
});
