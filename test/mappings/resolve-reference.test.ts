import { describe, expect, it } from "vitest";
import { withLocalReferences } from "../../fhir-mappings/local-references.ts";
import { assembleFacts } from "../../fhir-mappings/month-facts.ts";
import { resolveReference } from "../../fhir-mappings/resolve-reference.ts";
import { carePlanResource, chart, inputOf } from "./chart.builder.ts";

const base = "https://ehr.example/r4";
const goal = { resourceType: "Goal", id: "g1", description: { text: "Walk" } };
const within = { resourceType: "CarePlan", contained: [goal, { id: "twice" }, { id: "twice" }] };

describe("a reference", () => {
  it.each<[string, string, object]>([
    ["to a contained resource", "#g1", { kind: "contained", resource: goal }],
    ["to the container", "#", { kind: "contained", resource: within }],
    ["to a contained resource that is not there", "#g2", { kind: "beyond" }],
    ["to an id two contained resources bear", "#twice", { kind: "beyond" }],
    ["relative", "Goal/1", { kind: "local", reference: "Goal/1" }],
    ["with a version", "Goal/1/_history/2", { kind: "local", reference: "Goal/1/_history/2" }],
    ["absolute, of this EHR", `${base}/Goal/1`, { kind: "local", reference: "Goal/1" }],
    ["to another server", "https://other.example/r4/Goal/1", { kind: "beyond" }],
    ["to an address that only begins like this EHR's", "https://ehr.example/r4b/Goal/1", { kind: "beyond" }],
    ["that climbs out", `${base}/../admin/Goal/1`, { kind: "beyond" }],
    ["to a fragment of another resource", "Goal/1#g1", { kind: "beyond" }],
    ["that is a search", "Goal?identifier=1", { kind: "beyond" }],
    ["within a bundle", "urn:uuid:0e7c6b7e-95d2-4f0b-8a39-6b5f6f1f6c55", { kind: "beyond" }],
    ["that is empty", "", { kind: "beyond" }],
  ])("%s", (_, reference, resolved) => {
    expect(resolveReference(reference, { within, base })).toEqual(resolved);
  });

  it("that is absolute leads nowhere while the EHR's address is not known", () => {
    expect(resolveReference(`${base}/Goal/1`, { within, base: undefined })).toEqual({ kind: "beyond" });
  });
});

describe("a resource made local", () => {
  it("keeps what points into itself and into this EHR, and nothing else", () => {
    const plan = {
      ...within,
      goal: [
        { reference: "#g1" },
        { reference: "#g2" },
        { reference: `${base}/Goal/1` },
        { reference: "Goal/2" },
      ],
      addresses: [{ reference: "https://other.example/r4/Condition/1", display: "x" }],
    };
    expect(withLocalReferences(plan, base)).toEqual({
      ...within,
      goal: [{ reference: "#g1" }, {}, { reference: "Goal/1" }, { reference: "Goal/2" }],
      addresses: [{ display: "x" }],
    });
    expect(plan.goal[1]).toEqual({ reference: "#g2" });
  });

  it("is not this patient's by a patient it contains", () => {
    const contained = {
      ...carePlanResource(),
      contained: [{ resourceType: "Patient", id: "p1" }],
      subject: { reference: "#p1" },
    };
    const { shown } = assembleFacts(inputOf(chart({ CarePlan: [contained] })));
    expect(shown.reads.CarePlan).toMatchObject({ outcome: "incomplete", resources: [] });
  });
});
