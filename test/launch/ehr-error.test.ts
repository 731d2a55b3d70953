import { describe, expect, it } from "vitest";
import type { EhrAnswer } from "../../launch/ehr-client.ts";
import { readIssues } from "../../launch/ehr-error.ts";

function answered(text: string, status = 422): EhrAnswer {
  return { kind: "answered", status, text, etag: null, location: null, contentType: null };
}

const outcome = (...issue: object[]) => JSON.stringify({ resourceType: "OperationOutcome", issue });

const refused = "The EHR refused the request as it was put (status 422).";

describe("readIssues", () => {
  it("gives every issue of an OperationOutcome, with its place and all of its codes", () => {
    const coding = [{ system: "urn:epic", code: "59141" }, { display: "no code" }];
    const text = outcome(
      { severity: "error", code: "duplicate", details: { text: "Already there", coding } },
      { severity: "error", code: "required", diagnostics: "Missing", expression: ["Task.status"] },
      { severity: "error", code: "invalid" },
      {},
    );
    expect(readIssues(answered(text))).toEqual({
      issues: ["Already there", "Missing (Task.status)", "invalid", "no reason given"],
      codes: ["duplicate", "59141", "required", "invalid"],
    });
  });

  it.each<[what: string, text: string, issue: string, codes: string[]]>([
    [
      "OAuth with words",
      '{"error":"invalid_scope","error_description":"Too much"}',
      "Too much",
      ["invalid_scope"],
    ],
    ["OAuth", '{"error":"invalid_token"}', "invalid_token", ["invalid_token"]],
    ["plain text", "no supported search parameters", "no supported search parameters", []],
    ["nothing", "", refused, []],
    ["blanks", " \n ", refused, []],
    ["a web page", "<!doctype html><p>secret", refused, []],
    ["an outcome without issues", outcome(), refused, []],
  ])("reads %s", (_what, text, issue, codes) => {
    expect(readIssues(answered(text))).toEqual({ issues: [issue], codes });
  });

  it("shows one line of readable characters, cut to length", () => {
    expect(readIssues(answered("a\u0000b\u202Ec\nd")).issues).toEqual(["a b c d"]);
    expect(readIssues(answered("x".repeat(300))).issues[0]).toBe("x".repeat(300));
    expect(readIssues(answered("x".repeat(301))).issues[0]).toBe(`${"x".repeat(299)}…`);
    const many = outcome(...Array.from({ length: 11 }, (_, index) => ({ code: `c${index}` })));
    expect(readIssues(answered(many)).issues.length).toBe(10);
  });

  it.each([
    "timeout",
    "refused",
    "reset",
    "aborted",
    "too_large",
    "over_budget",
    "garbled",
    "not_json",
    "busy",
  ] as const)("has words of its own for %s", (reason) => {
    const { issues } = readIssues({ kind: "unreachable", sent: true, reason });
    expect(issues).toEqual([expect.stringMatching(/^(The|A) .+\.$/)]);
  });

  it("has words of its own where nothing was sent", () => {
    expect(readIssues({ kind: "no_token" }).issues).toEqual(["The sign-in to the EHR has ended."]);
    expect(readIssues({ kind: "off_base" }).issues[0]).toContain("outside itself");
  });
});
