import { describe, expect, it } from "vitest";
import { noteBy } from "./flavoured-chart.ts";
import { judgeNote } from "./oracle-notes.ts";

/** The issues of a new note, written by a backend service unless a user is named. */
function saidOf(rest: object, user: string | null = null): readonly (string | undefined)[] {
  const resource = noteBy("rn-1", rest);
  const refused = judgeNote({ type: "DocumentReference", interaction: "create", resource, user, sent: "" });
  return (refused?.issues ?? []).map(({ diagnostics }) => diagnostics);
}

describe("an Oracle-like note of a system", () => {
  it("may be amended, authenticated and anybody's, which a person's own may not", () => {
    for (const [rest, said] of [
      [{ docStatus: "amended" }, "docStatus must be final."],
      [{ authenticator: { reference: "Practitioner/rn-1" } }, "authenticator is for systems only."],
      [{ author: [{ reference: "Practitioner/pr-1" }] }, "author must be the authorized Practitioner alone."],
    ] as const) {
      expect(saidOf(rest)).toEqual([]);
      expect(saidOf(rest, "rn-1")).toEqual([said]);
    }
  });

  it("is never preliminary", () => {
    expect(saidOf({ docStatus: "preliminary" })).toContain("docStatus must be final.");
  });

  it("says every rule it breaks at once", () => {
    expect(saidOf({ status: "superseded", content: [], subject: undefined }).length).toBeGreaterThanOrEqual(
      4,
    );
  });
});
