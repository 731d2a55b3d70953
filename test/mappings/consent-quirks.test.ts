import { describe, expect, it } from "vitest";
import { assembleFacts } from "../../fhir-mappings/month-facts.ts";
import { chart, consentResource, factsOf, inputOf, type Row } from "./chart.builder.ts";

describe("our consent", () => {
  const proxy = {
    resourceType: "Consent",
    id: "ar",
    status: "active",
    patient: { reference: "Patient/p1" },
    scope: { text: "Privacy Consent" },
    category: [{ text: "Patient Consent" }],
  };

  it.each<Row>([
    ["active", [consentResource()], { status: "active", scope: "ccm", revoked: null, given_by: "patient" }],
    ["declined", [consentResource({ status: "declined" })], { status: "declined" }],
    [
      "withdrawn with its day",
      [consentResource({ status: "withdrawn", revoked: "2026-03-10" })],
      { status: "active", revoked: "2026-03-10" },
    ],
    [
      "withdrawn without a day",
      [consentResource({ status: "withdrawn" })],
      { status: "inactive", revoked: null },
    ],
    [
      "a later one of the month",
      [consentResource({ obtained: "2026-03-02" }), consentResource()],
      { obtained: "2026-03-02" },
    ],
    [
      "a later one after the month",
      [consentResource(), consentResource({ obtained: "2026-04-01" })],
      { obtained: "2026-01-15T10:00:00-05:00" },
    ],
    ["only one after the month", [consentResource({ obtained: "2026-04-01" })], { obtained: "2026-04-01" }],
    [
      "two of one day, one of them declined",
      [consentResource({ status: "declined" }), consentResource()],
      { status: "declined" },
    ],
  ])("%s", (_, consents, expected) => {
    expect(factsOf({ Consent: consents as object[] }).consent).toMatchObject(expected as object);
  });

  it.each<Row>([
    ["active", proxy, undefined],
    ["of a status FHIR does not know", { ...proxy, status: "brand-new" }, undefined],
    ["without a status", { ...proxy, status: undefined }, undefined],
    ["inactive", { ...proxy, status: "inactive" }, null],
    ["rejected", { ...proxy, status: "rejected" }, null],
    ["a draft", { ...proxy, status: "draft" }, null],
    ["proposed", { ...proxy, status: "proposed" }, null],
    ["entered in error", { ...proxy, status: "entered-in-error" }, null],
  ])("beside a Consent of the EHR's own that is %s", (_, host, expected) => {
    const { facts, shown } = assembleFacts(inputOf(chart({ Consent: [host] })));
    expect(facts.consent).toEqual(expected);
    expect(facts.evidence?.["/consent"]).toMatchObject([
      { reference: expected === null ? "Consent" : "Consent/ar" },
    ]);
    expect(shown.hostRecords).toMatchObject([
      {
        type: "Consent",
        reference: "Consent/ar",
        label: "Patient Consent",
        why: expect.stringContaining(expected === null ? "not in force" : "is not known"),
      },
    ]);
  });

  it("counts where the EHR holds one of its own beside it", () => {
    expect(factsOf({ Consent: [proxy, consentResource()] }).consent).toMatchObject({ status: "active" });
  });

  it.each([
    ["active", "deny"],
    ["declined", "permit"],
    ["withdrawn", "deny"],
    ["active", undefined],
  ] as const)("that is %s but whose provision was turned to %s is not evidence", (status, type) => {
    const written = consentResource({ status });
    const turned = { ...written, provision: { ...written.provision, type } };
    const { facts, shown } = assembleFacts(inputOf(chart({ Consent: [turned] })));
    expect(facts.consent).toBeUndefined();
    expect(shown.setAside).toMatchObject([{ artefact: "consent", kind: "unusable" }]);
  });

  it("that cannot be read is not known to be none", () => {
    const unread = { ...consentResource(), status: "brand-new" };
    const { facts, shown } = assembleFacts(inputOf(chart({ Consent: [unread] })));
    expect(facts).not.toHaveProperty("consent");
    expect(shown.setAside).toMatchObject([
      { artefact: "consent", kind: "unusable", reference: "Consent/consent" },
    ]);
  });
});
