import { describe, expect, it } from "vitest";
import { assembleFacts } from "../../fhir-mappings/month-facts.ts";
import { chart, inputOf, person } from "./chart.builder.ts";
import { codesOf } from "./documented-month.ts";

const link = (...types: unknown[]) => ({
  link: types.map((type) => ({ other: { reference: "Patient/survivor" }, type })),
});
const shownOf = (change: object) => assembleFacts(inputOf(chart({ Patient: [person(change)] }))).shown;

describe("a Patient that another record took the place of, or that is out of use", () => {
  it.each<[what: string, change: object, kind: string]>([
    ["merged", link("replaced-by"), "replaced"],
    ["merged, and still active", { active: true, ...link("replaced-by") }, "replaced"],
    ["merged after merging others", link("replaces", "replaced-by"), "replaced"],
    ["inactive", { active: false }, "inactive"],
    [
      "inactive since the patient died",
      { active: false, deceasedBoolean: undefined, deceasedDateTime: "2026-03-20" },
      "inactive",
    ],
    ["linked in a way FHIR does not know", link("same-as"), "unreadable"],
    ["linked, nobody knows how", link(undefined), "unreadable"],
    ["linked by what is no list", { link: { type: "replaced-by" } }, "unreadable"],
    ["active by a text", { active: "true" }, "unreadable"],
  ])("%s supports no code, says why, and is not followed", (_what, change, kind) => {
    expect(codesOf({ Patient: [person(change)] })).toEqual([]);
    const { identity, reads } = shownOf(change);
    expect(identity).toMatchObject({ kind, blocks: true });
    expect(reads.Patient).toMatchObject({
      outcome: "incomplete",
      detail: identity?.message,
      advice: identity?.advice,
    });
    expect(JSON.stringify(identity)).not.toContain("survivor");
  });

  it("keeps the reason a read had for not ending complete", () => {
    const reads = chart({ Patient: [person({ active: false })] }, { Patient: "denied" });
    expect(assembleFacts(inputOf(reads)).shown.reads.Patient).toMatchObject({
      outcome: "denied",
      detail: "",
    });
  });
});

describe("a Patient beside whom another record stands", () => {
  it.each([
    ["merged into it", link("replaces"), /took the place/],
    ["to see also", link("seealso"), /another record as well/],
    ["that refers to it", link("refer"), /another record as well/],
    ["both", link("seealso", "replaces"), /took the place/],
  ])("%s supports what it did, and says that part may stand there", (_what, change, message) => {
    expect(codesOf({ Patient: [person(change)] })).toEqual(["99490"]);
    const { identity, reads } = shownOf(change);
    expect(identity).toMatchObject({ kind: "split", blocks: false, message: expect.stringMatching(message) });
    expect(reads.Patient.outcome).toBe("complete");
  });
});

it.each([{}, { active: true }, { link: [] }])(
  "a Patient that is simply itself says nothing: %j",
  (change) => {
    expect(shownOf(change).identity).toBeNull();
    expect(codesOf({ Patient: [person(change)] })).toEqual(["99490"]);
  },
);

it("nothing is said of a Patient that was not read", () => {
  expect(assembleFacts(inputOf(chart({ Patient: [] }, { Patient: "failed" }))).shown.identity).toBeNull();
});
