import { describe, expect, it } from "vitest";
import { parseCapability, readCapability } from "../../launch/capability.ts";
import { planCarePlanLink, planMonthChannel } from "../../launch/channels.ts";
import { ehrClient } from "../../launch/ehr-client.ts";
import { fixedToken } from "./fixed-token.ts";
import { type Reply, scriptedEhr } from "./scripted-ehr.ts";

const all = ["patient/Task.cruds", "patient/CarePlan.cruds"];

function statement(task: string, carePlan: string, patchFormat: string[] = []) {
  const entry = (type: string, codes: string) => ({
    type,
    interaction: codes.split(" ").map((code) => ({ code })),
  });
  const resource = [entry("Task", task), entry("CarePlan", carePlan)];
  return parseCapability(
    JSON.stringify({
      resourceType: "CapabilityStatement",
      status: "active",
      patchFormat,
      rest: [{ mode: "server", resource }],
    }),
  );
}

const everything = "create update patch search-type read";

describe("planMonthChannel", () => {
  it("is native where Task can be created, changed, searched and read, and all of it is granted", () => {
    expect(planMonthChannel({ capability: statement(everything, "read"), scopes: all }).channel).toBe(
      "native",
    );
  });

  it.each([
    ["create", "create"],
    ["update", "change"],
    ["search-type", "search"],
    ["read", "read"],
  ])("exports where the EHR does not offer %s", (missing, verb) => {
    const offered = everything.replace(missing, "").trim();
    const plan = planMonthChannel({ capability: statement(offered, "read"), scopes: all });
    expect(plan).toEqual({ channel: "export", reason: `This EHR does not let an app ${verb} a Task.` });
  });

  it.each([
    ["c", "create"],
    ["r", "read"],
    ["u", "change"],
    ["s", "search"],
  ])("exports where the sign-in was not given %s", (missing, verb) => {
    const scopes = [`patient/Task.${"cruds".replace(missing, "")}`];
    const plan = planMonthChannel({ capability: statement(everything, "read"), scopes });
    expect(plan).toEqual({
      channel: "export",
      reason: `This sign-in was not given the right to ${verb} a Task.`,
    });
  });

  it("exports where nobody knows what the EHR can do", () => {
    expect(planMonthChannel({ capability: null, scopes: all }).channel).toBe("export");
  });
});

describe("planCarePlanLink", () => {
  const patchable = ["application/json-patch+json"];

  it.each<[what: string, carePlan: string, formats: string[], scopes: string[], way: string]>([
    ["both", everything, patchable, all, "patch"],
    ["no patch format named", everything, [], all, "put"],
    ["another patch format", everything, ["application/fhir+json"], all, "put"],
    ["no patch", "update read", patchable, all, "put"],
    ["patch alone", "patch read", patchable, all, "patch"],
    ["patch that cannot be read back", "patch", patchable, all, "none"],
    ["read only", "read search-type", patchable, all, "none"],
    ["no right to change", everything, patchable, ["patient/CarePlan.rs"], "none"],
    ["the first version's words", everything, patchable, ["patient/CarePlan.*"], "patch"],
  ])("%s", (_what, carePlan, formats, scopes, way) => {
    const plan = planCarePlanLink({ capability: statement(everything, carePlan, formats), scopes });
    expect(plan.way).toBe(way);
    expect(plan.reason).not.toBe("");
  });

  it("does nothing where nobody knows what the EHR can do", () => {
    expect(planCarePlanLink({ capability: null, scopes: all }).way).toBe("none");
  });
});

describe("readCapability", () => {
  it.each<[what: string, reply: Reply, known: boolean]>([
    ["a statement", { body: { resourceType: "CapabilityStatement", rest: [] } }, true],
    ["a refusal", { status: 403 }, false],
    ["a web page", { body: "<html>" }, false],
    ["a broken connection", { end: "reset" }, false],
  ])("knows from %s: %o", async (_what, reply, known) => {
    const { base, seen } = await scriptedEhr(() => reply);
    const client = ehrClient({ base, tokens: fixedToken(), sleep: async () => undefined });
    expect((await readCapability(client)) !== null).toBe(known);
    expect(seen[0]?.url).toBe("/fhir/metadata");
  });
});

describe("parseCapability", () => {
  it.each(["", "<html>", "[]", "{}", '{"resourceType":"CapabilityStatement"}', '{"resourceType":"Bundle"}'])(
    "does not know what %j can do",
    (text) => {
      expect(parseCapability(text)).toBeNull();
    },
  );

  it("reads conditional create and ignores what a client may do", () => {
    const resource = [{ type: "Task", conditionalCreate: true, interaction: [{ code: "create" }] }];
    const text = (mode: string) =>
      JSON.stringify({ resourceType: "CapabilityStatement", rest: [{ mode, resource }] });
    expect(parseCapability(text("server"))?.conditionalCreate("Task")).toBe(true);
    expect(parseCapability(text("server"))?.conditionalCreate("CarePlan")).toBe(false);
    expect(parseCapability(text("client"))?.conditionalCreate("Task")).toBe(false);
  });
});
