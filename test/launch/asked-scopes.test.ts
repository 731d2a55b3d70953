import { describe, expect, it } from "vitest";
import { askedScopes } from "../../launch/asked-scopes.ts";
import { type EhrOffers, offersOf } from "../../launch/ehr-offers.ts";

const v2: EhrOffers = { standalonePatient: true, scopes: "v2", access: null };
const v1: EhrOffers = { ...v2, scopes: "v1" };
const user = ["openid", "fhirUser"];

describe("what an EHR offers", () => {
  it.each<[what: string, answer: object, offers: Partial<EhrOffers>]>([
    ["both spellings", { capabilities: ["permission-v1", "permission-v2"] }, { scopes: "v2" }],
    ["the first spelling", { capabilities: ["permission-v1"] }, { scopes: "v1" }],
    ["neither spelling", { capabilities: [] }, { scopes: "v2" }],
    ["scopes of the first spelling alone", { scopes_supported: ["patient/Task.read"] }, { scopes: "v1" }],
    [
      "scopes of either spelling",
      { scopes_supported: ["patient/Task.read", "patient/Task.rs"] },
      { scopes: "v2" },
    ],
    ["scopes of no resource", { scopes_supported: ["openid", "launch"] }, { scopes: "v2" }],
    [
      "online access",
      { capabilities: ["permission-online", "permission-offline"] },
      { access: "online_access" },
    ],
    ["offline access alone", { capabilities: ["permission-offline"] }, { access: "offline_access" }],
    ["offline access as a scope", { scopes_supported: ["offline_access"] }, { access: "offline_access" }],
    ["no lasting access", { capabilities: ["launch-ehr"] }, { access: null }],
    [
      "a standalone launch",
      { capabilities: ["launch-standalone", "context-standalone-patient"] },
      { standalonePatient: true },
    ],
    ["one without a patient", { capabilities: ["launch-standalone"] }, { standalonePatient: false }],
    ["a patient without one", { capabilities: ["context-standalone-patient"] }, { standalonePatient: false }],
    ["capabilities that are none", { capabilities: "launch-standalone" }, { standalonePatient: false }],
  ])("is read: %s", (_, answer, offers) => {
    expect(offersOf(answer)).toMatchObject(offers);
  });
});

describe("what is asked for", () => {
  it("names the way in, and who the user is, once", () => {
    const scopes = ["launch", "launch/patient", "openid", "patient/Task.rs"];
    expect(askedScopes(scopes, v2, "ehr")).toEqual(["launch", ...user, "patient/Task.rs"]);
    expect(askedScopes(scopes, v2, "standalone")).toEqual(["launch/patient", ...user, "patient/Task.rs"]);
  });

  it.each([
    ["patient/Task.crus", ["patient/Task.read", "patient/Task.write"]],
    ["patient/Task.rs", ["patient/Task.read"]],
    ["patient/Task.cu", ["patient/Task.write"]],
    ["user/Practitioner.r", ["user/Practitioner.read"]],
    ["patient/Condition.rs?category=problem-list-item", ["patient/Condition.read"]],
    ["patient/Task.read", ["patient/Task.read"]],
    ["vendor.special", ["vendor.special"]],
  ])("%s is spelled for the first version", (scope, spelled) => {
    expect(askedScopes([scope], v1, "ehr").slice(3)).toEqual(spelled);
  });

  it.each([
    ["patient/Task.crus", "patient/Task.crus"],
    ["patient/Task.read", "patient/Task.rs"],
    ["patient/Task.write", "patient/Task.cud"],
    ["patient/Condition.rs?category=x", "patient/Condition.rs?category=x"],
    ["vendor.special", "vendor.special"],
  ])("%s is spelled for the second version", (scope, spelled) => {
    expect(askedScopes([scope], v2, "ehr").slice(3)).toEqual([spelled]);
  });

  it("has the lasting access the EHR offers, unless the connection names its own", () => {
    const online: EhrOffers = { ...v2, access: "online_access" };
    expect(askedScopes([], online, "ehr")).toEqual(["launch", ...user, "online_access"]);
    expect(askedScopes(["offline_access"], online, "ehr")).toEqual(["launch", ...user, "offline_access"]);
    expect(askedScopes([], v2, "ehr")).toEqual(["launch", ...user]);
  });

  it("holds no wildcard in either spelling", () => {
    const all = ["patient/Task.cruds", "patient/Observation.rs"];
    expect([...askedScopes(all, v1, "ehr"), ...askedScopes(all, v2, "ehr")].join(" ")).not.toContain("*");
  });
});
