import { describe, expect, it } from "vitest";
import { buildConfig } from "../../server/config.ts";
import { generateKeys } from "../../server/keys/key-file.ts";
import { createKeyring } from "../../server/keys/keyring.ts";
import { changed, http, whole, withConnection, withPractice } from "./changed-config.ts";
import { linesOf } from "./lines-of.ts";
import { connection, origin, practice } from "./test-server.ts";

describe("a configuration", () => {
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
    [
      "a practice that is not there",
      () => withConnection({ practices: ["south"] }),
      "/connections/0/practices",
    ],
    ["an unknown way to sign in", () => withConnection({ auth: "secret" }), "/connections/0/auth"],
    ["a time zone that is not one", () => withPractice({ timezone: "Eastern" }), "/practices/0/timezone"],
    ["a staff list", () => withPractice({ staff: [] }), "staff"],
    [
      "a connection of one practice twice",
      () => withConnection({ practices: [practice.id, practice.id] }),
      "/connections/0/practices",
    ],
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
