import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askStatements, type Examined, examine, type Finding } from "../../launch/doctor/examine-ehr.ts";
import { ChartType, OtherType } from "../../server/contract/index.ts";
import { flavours } from "../sandbox-ehr/flavours/flavours.ts";
import { type Sandbox, startSandbox } from "../sandbox-ehr/sandbox.ts";

const wanted = { needed: ChartType.options, besides: OtherType.options };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({
    now: () => new Date("2026-10-26T18:13:02Z"),
    client: { id: "app", redirectUris: ["https://app.example.org/callback"], auth: "none" },
    launchUrl: "https://app.example.org/launch",
    resources: [],
  });
});
afterAll(() => sandbox.close());

const examined = (change: Partial<Examined> = {}): Examined => ({
  iss: sandbox.fhirBase,
  endpointOrigins: [],
  insecureHttp: true,
  auth: null,
  ...change,
});

async function findings(change: Partial<Examined> = {}): Promise<Finding[]> {
  return examine(
    examined(change),
    await askStatements(sandbox.fhirBase, AbortSignal.timeout(10_000)),
    wanted,
  );
}

function of(found: readonly Finding[], topic: string): Finding["verdict"] | undefined {
  return found.find((one) => one.topic === topic)?.verdict;
}

describe("what the doctor finds at an EHR", () => {
  it.each([
    ["generic", "works", "differs", "works"],
    ["epic", "differs", "differs", "works"],
    ["oracle", "differs", "differs", "missing"],
    ["read-only", "missing", "missing", "missing"],
    ["read-only-questionnaires", "differs", "differs", "missing"],
  ])("of the %s kind: month %s, care plan %s, reading Task %s", async (name, month, plan, task) => {
    const flavour = flavours.find((one) => one.name === name);
    if (!flavour) throw new Error(`there is no flavour ${name}`);
    sandbox.flavours.use(flavour);
    const found = await findings();
    expect(of(found, "Addresses")).toBe("works");
    expect(of(found, "PKCE")).toBe("works");
    expect([of(found, "Writing: Month"), of(found, "Writing: Care plan"), of(found, "Reading Task")]).toEqual(
      [month, plan, task],
    );
  });

  it("names every type it was asked about, and every artefact, once", async () => {
    const topics = (await findings()).map(({ topic }) => topic);
    expect(new Set(topics).size).toBe(topics.length);
    for (const type of [...ChartType.options, ...OtherType.options])
      expect(topics).toContain(`Reading ${type}`);
    expect(topics.filter((topic) => topic.startsWith("Writing: "))).toHaveLength(5);
  });

  it("is that nothing is known where the EHR does not answer", async () => {
    sandbox.intercept(() => ({ kind: "status", status: 503 }));
    const found = await findings();
    sandbox.intercept(null);
    expect(found.map(({ topic, verdict }) => [topic, verdict])).toEqual([
      ["Discovery", "missing"],
      ["Capability statement", "missing"],
    ]);
  });

  it("follows no redirect", async () => {
    sandbox.intercept(() => ({
      kind: "status",
      status: 302,
      headers: { location: `${sandbox.url}/elsewhere` },
    }));
    const asked = sandbox.requests.length;
    expect(await askStatements(sandbox.fhirBase, AbortSignal.timeout(10_000))).toEqual({
      discovery: null,
      metadata: null,
    });
    sandbox.intercept(null);
    expect(sandbox.requests.length - asked).toBe(2);
  });
});

const whole = {
  issuer: "https://ehr.example.org/oauth",
  authorization_endpoint: "https://ehr.example.org/oauth/authorize",
  token_endpoint: "https://ehr.example.org/oauth/token",
  jwks_uri: "https://ehr.example.org/oauth/keys",
  code_challenge_methods_supported: ["S256"],
  capabilities: [
    "launch-ehr",
    "launch-standalone",
    "context-standalone-patient",
    "client-confidential-asymmetric",
    "permission-v2",
    "permission-offline",
    "sso-openid-connect",
  ],
};
const here = { iss: "https://ehr.example.org/fhir", endpointOrigins: [], insecureHttp: false };

function said(change: object, at: Partial<Examined> = {}): Finding[] {
  const discovery = JSON.stringify({ ...whole, ...change });
  return examine({ ...here, auth: "private_key_jwt", ...at }, { discovery, metadata: null }, wanted);
}

describe("what the doctor reads in a discovery document", () => {
  const without = (...left: string[]) => ({
    capabilities: whole.capabilities.filter((one) => !left.includes(one)),
  });

  it.each([
    ["all is well", {}, "Addresses", "works"],
    [
      "an endpoint on another host",
      { token_endpoint: "https://other.example.org/token" },
      "Addresses",
      "missing",
    ],
    ["an endpoint over http", { token_endpoint: "http://ehr.example.org/token" }, "Addresses", "missing"],
    ["an endpoint that is no address", { token_endpoint: "token" }, "Addresses", "missing"],
    ["no key set", { jwks_uri: undefined }, "Addresses", "missing"],
    ["plain PKCE alone", { code_challenge_methods_supported: ["plain"] }, "PKCE", "missing"],
    ["no launch from the chart", without("launch-ehr"), "Launch from the chart", "unknown"],
    ["no standalone launch", without("launch-standalone"), "Start by itself", "differs"],
    ["no choice of a patient", without("context-standalone-patient"), "Start by itself", "differs"],
    ["no signing clients", without("client-confidential-asymmetric"), "Client", "unknown"],
    ["no word on scopes", without("permission-v2"), "Scopes", "unknown"],
    ["scopes of the first version", { capabilities: ["permission-v1"] }, "Scopes", "differs"],
    ["no renewal", without("permission-offline"), "Renewal", "differs"],
    ["nobody's name", without("sso-openid-connect"), "Who signs in", "unknown"],
    ["capabilities that are no list", { capabilities: "all" }, "Client", "unknown"],
  ])("%s", (_, change, topic, verdict) => {
    expect(of(said(change), topic)).toBe(verdict);
  });

  it("names the origins a connection has to trust, and is content once it does", () => {
    const elsewhere = { token_endpoint: "https://other.example.org/token" };
    const [addresses] = said(elsewhere);
    expect(addresses?.words).toContain("https://other.example.org");
    expect(of(said(elsewhere, { endpointOrigins: ["https://other.example.org"] }), "Addresses")).toBe(
      "works",
    );
  });

  it.each([
    [["client-confidential-asymmetric", "client-confidential-symmetric", "client-public"], "private_key_jwt"],
    [["client-confidential-symmetric", "client-public"], "client_secret_basic"],
    [["client-public"], "public"],
  ])("offered %j advises to register as %s", (capabilities, best) => {
    const found = said({ capabilities }, { auth: null });
    expect(found.find(({ topic }) => topic === "Client")?.words).toBe(`Register CareMonth as ${best}.`);
  });
});
