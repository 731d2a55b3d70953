import { describe, expect, it } from "vitest";
import { type Connection, connectionFor } from "../../launch/connections.ts";

const connection: Connection = {
  iss: "https://ehr.example.org/fhir/r4",
  name: "Example EHR",
  clientId: "caremonth",
  auth: { kind: "public" },
  scopes: ["launch"],
  frameAncestors: [],
  practices: ["practice"],
  endpointOrigins: [],
  insecureHttp: false,
};

describe("connectionFor", () => {
  it("finds the connection of the very same address", () => {
    expect(connectionFor([connection], "https://ehr.example.org/fhir/r4")).toBe(connection);
  });

  it.each([
    "https://ehr.example.org/fhir/r4/",
    "https://EHR.example.org/fhir/r4",
    "HTTPS://ehr.example.org/fhir/r4",
    "https://ehr.example.org./fhir/r4",
    "https://ehr.example.org:443/fhir/r4",
    "https://ehr.example.org/fhir/../fhir/r4",
    "https://ehr.example.org/fhir/%72%34",
    "https://ehr.example.org/fhir/r4?x=1",
    "https://ehr.example.org/fhir/r4#x",
    "https://ehr.example.org@evil.example/fhir/r4",
    "https://evil.example/https://ehr.example.org/fhir/r4",
    "https://ehr.example.org.evil.example/fhir/r4",
    "http://ehr.example.org/fhir/r4",
    " https://ehr.example.org/fhir/r4",
    "https://ehr.example.org/fhir/r4\u0000",
    "//ehr.example.org/fhir/r4",
    "",
  ])("knows no look-alike: %j", (iss) => {
    expect(connectionFor([connection], iss)).toBeUndefined();
  });
});
