import { describe, expect, it } from "vitest";
import type { Connection } from "../../launch/connections.ts";
import { besidesPatient } from "../../launch/launch-besides.ts";

const connection: Connection = {
  iss: "https://ehr.example.org/fhir",
  name: "EHR",
  clientId: "caremonth",
  auth: { kind: "public" },
  scopes: [],
  frameAncestors: [],
  practices: ["north"],
  endpointOrigins: ["https://login.example.org"],
  insecureHttp: false,
};

const read = (more: Record<string, unknown>, to: Partial<Connection> = {}) =>
  besidesPatient({ access_token: "x", token_type: "Bearer", ...more }, { ...connection, ...to });

describe("what a token response says besides the patient", () => {
  it("is kept as it is said", () => {
    const said = {
      intent: "reconcile-medications",
      tenant: "t-1",
      smart_style_url: "https://ehr.example.org/style.json",
      fhirContext: [
        { reference: "ImagingStudy/1", role: "launch" },
        { canonical: "http://x|1", type: "Questionnaire" },
      ],
    };
    expect(read(said)).toEqual({
      intent: "reconcile-medications",
      tenant: "t-1",
      smartStyleUrl: "https://ehr.example.org/style.json",
      fhirContext: said.fhirContext,
    });
  });

  it.each([
    [{}],
    [{ intent: null, tenant: 7, smart_style_url: {}, fhirContext: "x" }],
    [{ intent: " ", tenant: "x".repeat(201) }],
  ])("fails nothing where it is missing or malformed: %j", (said) => {
    expect(read(said)).toEqual({ intent: null, tenant: null, smartStyleUrl: null, fhirContext: [] });
  });

  it("leaves out the items that cannot be read, and keeps the rest", () => {
    const fhirContext = [
      null,
      7,
      {},
      { type: "Task" },
      { reference: 7 },
      { reference: "Task/1", role: 7, more: 1 },
    ];
    expect(read({ fhirContext }).fhirContext).toEqual([{ reference: "Task/1" }]);
    const many = Array.from({ length: 60 }, (_, at) => ({ reference: `Task/${at}` }));
    expect(read({ fhirContext: many }).fhirContext.length).toBe(50);
  });

  it.each([
    ["http://ehr.example.org/style.json", null],
    ["https://evil.example/style.json", null],
    ["https://ehr.example.org.evil.example/s", null],
    ["https://me@ehr.example.org/s", null],
    ["javascript:alert(1)", null],
    ["/style.json", null],
    ["https://login.example.org/s", "https://login.example.org/s"],
  ])("takes looks from a trusted origin alone: %s", (smart_style_url, kept) => {
    expect(read({ smart_style_url }).smartStyleUrl).toBe(kept);
  });

  it("takes looks over plain http from a sandbox alone", () => {
    const smart_style_url = "http://127.0.0.1:9000/s";
    const iss = "http://127.0.0.1:9000/fhir";
    expect(read({ smart_style_url }, { iss, insecureHttp: true }).smartStyleUrl).toBe(smart_style_url);
    expect(read({ smart_style_url }, { iss }).smartStyleUrl).toBeNull();
  });
});
