import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { buildConfig } from "../../server/config.ts";
import { ConfigProblem } from "../../server/config-problem.ts";
import { readEnvironment } from "../../server/environment.ts";
import { generateKeys } from "../../server/keys/key-file.ts";
import { createKeyring } from "../../server/keys/keyring.ts";
import { connection, origin, practice } from "./test-server.ts";

const keys = createKeyring(generateKeys([practice.id]));
const whole = { origin, practices: [practice], connections: [connection] };
const http = { iss: "http://localhost:9000/fhir", insecure_http: true };

async function linesOf(attempt: () => unknown): Promise<readonly string[]> {
  try {
    await attempt();
  } catch (error) {
    if (error instanceof ConfigProblem) return error.lines;
    throw error;
  }
  return [];
}

const changed = (change: object) => linesOf(() => buildConfig({ ...whole, ...change }, keys));
const withConnection = (change: object) => changed({ connections: [{ ...connection, ...change }] });
const withPractice = (change: object) => changed({ practices: [{ ...practice, ...change }] });

describe("a configuration", () => {
  it("may trust proxies by address and by range", async () => {
    const trusted_proxies = [
      "10.0.0.7",
      "10.0.0.0/8",
      "192.0.2.1/32",
      "2001:db8::1",
      "2001:db8::/32",
      "::1/128",
    ];
    expect(await changed({ trusted_proxies })).toEqual([]);
  });

  it.each([1, 20, 25])("may let a reading take %i seconds", async (read_seconds) => {
    expect((await buildConfig({ ...whole, read_seconds }, keys)).readSeconds).toBe(read_seconds);
  });

  it("may let one EHR be several practices' own", async () => {
    const south = { ...practice, id: "south" };
    const both = createKeyring(generateKeys([practice.id, south.id]));
    const shared = { ...connection, practices: [practice.id, south.id] };
    const config = await buildConfig({ origin, practices: [practice, south], connections: [shared] }, both);
    expect(config.connections[0]?.practices).toEqual(["north", "south"]);
  });

  it("needs no more than an origin, a practice and a connection", async () => {
    const config = await buildConfig(whole, keys);
    expect(config).toMatchObject({
      origin,
      readSeconds: 20,
      trustedProxies: [],
      notice: null,
    });
    expect(config.connections).toMatchObject([
      { iss: connection.iss, clientId: "caremonth", auth: { kind: "public" }, insecureHttp: false },
    ]);
    expect(config.connections[0]?.scopes).toEqual(
      expect.arrayContaining(["patient/Patient.r", "patient/Task.crus"]),
    );
  });

  it("is written as docs/operations.md shows", async () => {
    const guide = readFileSync(path.resolve(import.meta.dirname, "../../docs/operations.md"), "utf8");
    const [, example = ""] = /```json\n([\s\S]+?)```/.exec(guide) ?? [];
    const config = await buildConfig(JSON.parse(example), keys);
    expect(config.practices).toHaveLength(1);
  });

  it("gives a signing connection the client's key", async () => {
    const config = await buildConfig(
      { ...whole, connections: [{ ...connection, auth: "private_key_jwt" }] },
      keys,
    );
    const kid = (await keys.clientKey())?.kid ?? "no key";
    expect(config.connections[0]?.auth).toMatchObject({ kind: "private_key_jwt", kid });
  });

  it("gives a signing connection the kind of key it names, and says how to make one that is not there", async () => {
    const es = { ...whole, connections: [{ ...connection, auth: "private_key_jwt", signing_alg: "ES384" }] };
    const kid = (await keys.clientKey("ES384"))?.kid ?? "no key";
    expect((await buildConfig(es, keys)).connections[0]?.auth).toMatchObject({ kid });
    const file = generateKeys([practice.id]);
    const rsaOnly = createKeyring({ ...file, signing: file.signing.filter(({ alg }) => alg === "RS384") });
    const lines = await linesOf(() => buildConfig(es, rsaOnly));
    expect(lines).toEqual([expect.stringMatching(/^CAREMONTH_KEYS: .*no ES384 key.*keys add/)]);
  });

  it("may name an EHR on this machine over plain http", async () => {
    expect(await withConnection(http)).toEqual([]);
  });

  it.each([
    ["an origin with a path", () => changed({ origin: `${origin}/app` }), "/origin"],
    ["an origin over http", () => changed({ origin: "http://caremonth.example.org" }), "/origin"],
    ["no practice", () => changed({ practices: [] }), "/practices"],
    ["two practices of one id", () => changed({ practices: [practice, practice] }), "/practices"],
    ["two connections of one iss", () => changed({ connections: [connection, connection] }), "/connections"],
    ["a misspelt key", () => changed({ read_second: 15 }), "read_second"],
    ["an iss over http", () => withConnection({ iss: "http://ehr.example.org" }), "/connections/0/iss"],
    [
      "an iss over http with the flag",
      () => withConnection({ ...http, iss: "http://ehr.example.org" }),
      "/connections/0/iss",
    ],
    [
      "an iss on this machine without the flag",
      () => withConnection({ iss: http.iss }),
      "/connections/0/iss",
    ],
    [
      "the flag for an EHR elsewhere",
      () => withConnection({ insecure_http: true }),
      "/connections/0/insecure_http",
    ],
    ["an iss that is no address", () => withConnection({ iss: "ehr" }), "/connections/0/iss"],
    [
      "a frame ancestor that ends the policy",
      () => withConnection({ frame_ancestors: ["https://a.example; script-src *"] }),
      "/connections/0/frame_ancestors/0",
    ],
    [
      "a frame ancestor of everything",
      () => withConnection({ frame_ancestors: ["*"] }),
      "/connections/0/frame_ancestors/0",
    ],
    ["a reading longer than an answer may take", () => changed({ read_seconds: 26 }), "/read_seconds"],
    ["a reading of no time", () => changed({ read_seconds: 0 }), "/read_seconds"],
    [
      "a wildcard scope",
      () => withConnection({ scopes: ["patient/*.rs"] }),
      "/connections/0/scopes/0: must name what it is for",
    ],
    [
      "a wildcard right",
      () => withConnection({ scopes: ["patient/Task.*"] }),
      "/connections/0/scopes/0: must name what it is for",
    ],
    [
      "a secret client without a secret",
      () => withConnection({ auth: "client_secret_basic" }),
      "/auth: needs",
    ],
    [
      "two places for one secret",
      () => withConnection({ auth: "client_secret_post", client_secret_env: "A", client_secret_file: "b" }),
      "/auth: needs",
    ],
    [
      "a public client with a secret",
      () => withConnection({ client_secret_env: "A" }),
      "/auth: goes without",
    ],
    ["a public client that signs", () => withConnection({ signing_alg: "ES384" }), "/signing_alg"],
    ["a secret in the file itself", () => withConnection({ client_secret: "x" }), "client_secret"],
    ["a scope with a space", () => withConnection({ scopes: ["launch openid"] }), "/connections/0/scopes/0"],
    ["a practice that is not there", () => withConnection({ practice: "south" }), "/connections/0/practice"],
    ["an unknown way to sign in", () => withConnection({ auth: "secret" }), "/connections/0/auth"],
    ["a time zone that is not one", () => withPractice({ timezone: "Eastern" }), "/practices/0/timezone"],
    ["a staff list", () => withPractice({ staff: [] }), "staff"],
    ["a connection of no practice", () => withConnection({ practices: [] }), "/connections/0/practices"],
  ])("with %s is refused, and says where", async (_, attempt, where) => {
    const lines = await attempt();
    expect(lines.join("\n")).toContain(where);
    expect(lines.every((line) => /: .+/.test(line))).toBe(true);
  });

  it.each([
    "proxy.example.org",
    "10.0.0.0/33",
    "10.0.0.0/0",
    "::/0",
    "2001:db8::/129",
    "10.0.0",
    "10.0.0.0/8/8",
    "10.0.0.0/",
    "",
  ])("trusts no proxy called %j", async (proxy) => {
    expect((await changed({ trusted_proxies: [proxy] })).join()).toContain("/trusted_proxies/0: must be");
  });

  it("of a practice the key file does not know is refused", async () => {
    const lines = await linesOf(() => buildConfig(whole, createKeyring(generateKeys(["other"]))));
    expect(lines).toEqual([expect.stringMatching(/^CAREMONTH_KEYS: .*practice north/)]);
  });

  it("lists all that is wrong with it at once", async () => {
    const lines = await changed({
      origin: "x",
      read_seconds: 0,
      practices: [{ ...practice, timezone: "x" }],
    });
    expect(lines.length).toBe(3);
  });
});

const environment = {
  CAREMONTH_CONFIG: "config.json",
  CAREMONTH_KEYS: "keys.json",
  DATABASE_URL: "postgres://user:s3cret@db.example.org/caremonth",
};
const read = (change: Record<string, string | undefined>, args: string[] = []) =>
  readEnvironment({ ...environment, ...change }, args);

describe("the environment", () => {
  it("chooses PostgreSQL or, when told so, a folder", () => {
    expect(read({})).toMatchObject({ store: { kind: "postgres" }, host: "127.0.0.1", port: 8080 });
    expect(read({ DATABASE_URL: undefined }, ["--pilot", "data"])).toMatchObject({
      store: { kind: "folder", folder: "data" },
    });
    expect(read({ PORT: "65535", HOST: "0.0.0.0" })).toMatchObject({ host: "0.0.0.0", port: 65_535 });
  });

  it.each([
    ["no configuration file", { CAREMONTH_CONFIG: undefined }, [], "CAREMONTH_CONFIG is not set"],
    ["no key file", { CAREMONTH_KEYS: undefined }, [], "CAREMONTH_KEYS is not set"],
    ["no place for the data", { DATABASE_URL: undefined }, [], "DATABASE_URL is not set"],
    ["two places for the data", {}, ["--pilot", "data"], "DATABASE_URL and --pilot"],
    [
      "another kind of database",
      { DATABASE_URL: "mysql://user:s3cret@db/x" },
      [],
      "DATABASE_URL is not a PostgreSQL address",
    ],
    ["a port in words", { PORT: "http" }, [], "PORT is not a port"],
    ["a port just over", { PORT: "65536" }, [], "PORT is not a port"],
    ["an empty host", { HOST: "" }, [], "HOST is empty"],
    ["--pilot without a folder", { DATABASE_URL: undefined }, ["--pilot"], "--pilot DIR"],
    ["an unknown argument", {}, ["--fast"], "--pilot DIR"],
  ])("with %s is refused, in words and without values", async (_, change, args, words) => {
    const lines = await linesOf(() => read(change, args));
    expect(lines.join("\n")).toContain(words);
    expect(lines.join("\n")).not.toContain("s3cret");
  });

  it("names every missing variable at once", async () => {
    const lines = await linesOf(() => readEnvironment({}, []));
    expect(lines.length).toBe(2);
  });
});
