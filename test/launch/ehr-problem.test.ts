import { describe, expect, it } from "vitest";
import type { EhrAnswer, EhrUnreachable } from "../../launch/ehr-client.ts";
import { type EhrProblem, ehrProblem } from "../../launch/ehr-problem.ts";

function answered(status: number, body: string | object = "", more: object = {}): EhrAnswer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { kind: "answered", status, text, etag: null, location: null, contentType: null, ...more };
}

const outcome = (...issue: object[]) => ({ resourceType: "OperationOutcome", issue });
const epic = (code: string, severity = "fatal") =>
  outcome({ severity, code: "security", details: { coding: [{ system: "urn:oid:1.2.840.114350", code }] } });

describe("what a failure comes down to", () => {
  it.each<[status: number, body: string | object, kind: EhrProblem["kind"]]>([
    [200, "<html>", "unreadable"],
    [302, "", "redirected"],
    [308, epic("4107"), "redirected"],
    [400, epic("59111"), "invalid"],
    [400, "no supported search parameters provided", "invalid"],
    [400, { error: "invalid_token" }, "session_over"],
    [401, "", "session_over"],
    [401, epic("4131"), "break_the_glass"],
    [403, "", "denied"],
    [403, epic("4118"), "denied"],
    [403, epic("4130"), "break_the_glass"],
    [400, epic("4131"), "break_the_glass"],
    [403, epic("4134", "information"), "break_the_glass"],
    [403, outcome({ severity: "error", code: "login" }), "session_over"],
    [404, "", "not_found"],
    [405, "", "unsupported"],
    [406, "", "unsupported"],
    [408, "", "timeout"],
    [409, "", "conflict"],
    [410, epic("4103"), "gone"],
    [412, "", "conflict"],
    [413, "", "invalid"],
    [415, "", "unsupported"],
    [422, "", "invalid"],
    [423, "", "conflict"],
    [428, "", "conflict"],
    [429, "", "busy"],
    [500, "", "broken"],
    [
      500,
      outcome({ severity: "fatal", code: "required", location: ["/f:Consent/f:status"] }),
      "faulty_record",
    ],
    [500, epic("4104"), "faulty_record"],
    [501, "", "unsupported"],
    [502, "<html>", "broken"],
    [503, "", "busy"],
    [504, "", "broken"],
    [599, "", "broken"],
  ])("%i with %o", (status, body, kind) => {
    const problem = ehrProblem(answered(status, body));
    expect(problem.kind).toBe(kind);
    expect(problem.status).toBe(status);
  });

  it("knows a missing type from a missing record", () => {
    expect(ehrProblem(answered(404), "type").kind).toBe("unsupported");
    expect(ehrProblem(answered(404), "resource").kind).toBe("not_found");
    expect(ehrProblem(answered(410), "type").kind).toBe("gone");
  });

  it.each<[reason: EhrUnreachable["reason"], kind: EhrProblem["kind"]]>([
    ["timeout", "timeout"],
    ["refused", "unreachable"],
    ["reset", "broken_off"],
    ["aborted", "given_up"],
    ["too_large", "too_large"],
    ["over_budget", "over_budget"],
    ["garbled", "unreadable"],
    ["not_json", "unreadable"],
    ["busy", "busy"],
  ])("without an answer: %s", (reason, kind) => {
    expect(ehrProblem({ kind: "unreachable", sent: true, reason })).toMatchObject({ kind, status: null });
  });

  it("before anything was sent", () => {
    expect(ehrProblem({ kind: "no_token" }).kind).toBe("session_over");
    expect(ehrProblem({ kind: "off_base" }).kind).toBe("off_base");
  });

  it.each([
    [undefined, "Wait a minute, then try again."],
    [400, "Try again in one second."],
    [90_001, "Try again in 91 seconds."],
    [150_000, "Try again in 3 minutes."],
    [3 * 3_600_000, "Try again in 3 hours."],
  ])("says how long it is busy for: %s ms", (retryAfter, advice) => {
    const { advice: said } = ehrProblem(answered(429, "", retryAfter === undefined ? {} : { retryAfter }));
    expect(said.startsWith(advice)).toBe(true);
    const busy = {
      kind: "unreachable",
      sent: false,
      reason: "busy",
      ...(retryAfter && { retryAfter }),
    } as const;
    expect(ehrProblem(busy).advice).toBe(said);
  });

  it("has words and advice of its own for each, none of them the EHR's", () => {
    const canary = "canary-7f3a";
    const all = [200, 302, 400, 401, 403, 404, 405, 409, 410, 422, 429, 500, 501, 503].flatMap((status) => [
      ehrProblem(answered(status, canary)),
      ehrProblem(answered(status, outcome({ code: canary, diagnostics: canary }))),
      ehrProblem(answered(status, { error: canary, error_description: canary })),
    ]);
    for (const { message, advice, issues } of all) {
      expect([message, advice]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
      expect(message + advice).not.toContain(canary);
      expect(issues.map(({ text }) => text)).toEqual([canary]);
    }
  });
});

describe("what the EHR said", () => {
  it("is every issue with its severity and its place, in today's form and in Oracle's", () => {
    const { issues, codes } = ehrProblem(
      answered(
        422,
        outcome(
          {
            severity: "error",
            code: "business-rule",
            diagnostics: "No",
            expression: ["Task.status", "Task.for"],
          },
          { severity: "fatal", code: "required", location: ["/f:AllergyIntolerance/f:status"] },
          { severity: "warning", code: "extension", details: { text: "Ignored", coding: [{ code: 59100 }] } },
        ),
      ),
    );
    expect(issues).toEqual([
      { severity: "error", text: "No", expression: "Task.status, Task.for" },
      { severity: "fatal", text: "required", expression: "/f:AllergyIntolerance/f:status" },
      { severity: "warning", text: "Ignored", expression: "" },
    ]);
    expect(codes).toEqual(["business-rule", "required", "extension", "59100"]);
  });

  it("is read past what is written wrongly in it", () => {
    const odd = outcome(
      { severity: "Fatal!", code: ["x"], diagnostics: 7, details: "none", expression: "Task.status" },
      { severity: "error", code: "conflict", diagnostics: "Kept" },
    );
    expect(ehrProblem(answered(409, odd)).issues.map(({ text }) => text)).toEqual([
      "no reason given",
      "Kept",
    ]);
  });

  it.each([
    ["nothing", ""],
    ["a page", "\n<!DOCTYPE html><p>secret"],
    ["other data", { status: 500, path: "/x", error: "Internal Server Error" }],
    ["data nobody can read", '{"resourceType":"OperationOutcome","issue":[{"diagnos'],
    ["data that nests too deep", "[".repeat(5000)],
    ["an outcome without issues", outcome()],
  ])("is nothing where the body is %s", (_what, body) => {
    expect(ehrProblem(answered(500, body))).toMatchObject({ kind: "broken", issues: [], codes: [] });
  });

  it("is one line of whole characters without anything that turns text round, cut to length", () => {
    const said = (text: string) => ehrProblem(answered(400, text)).issues[0]?.text;
    expect(said("a\u0000b\u202Ec\u2066d\nE\u2028f\uFEFFg\ud800h")).toBe("a b c d E f g h");
    expect(said("𝄞".repeat(300))).toBe("𝄞".repeat(300));
    expect(said("𝄞".repeat(301))).toBe(`${"𝄞".repeat(299)}…`);
    expect(said("x".repeat(5_000_000))?.length).toBe(300);
  });
});
