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

  it("is known to be none where the EHR holds only its own proxy consent, which is shown as not sufficient", () => {
    const { facts, shown } = assembleFacts(inputOf(chart({ Consent: [proxy] })));
    expect(facts.consent).toBeNull();
    expect(shown.hostRecords).toMatchObject([
      { type: "Consent", reference: "Consent/ar", label: "Patient Consent" },
    ]);
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
