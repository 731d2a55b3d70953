import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { buildConfig } from "../../server/config.ts";
import { generateKeys } from "../../server/keys/key-file.ts";
import { createKeyring } from "../../server/keys/keyring.ts";
import { changed, http, keys, whole, withConnection } from "./changed-config.ts";
import { linesOf } from "./lines-of.ts";
import { connection, origin, practice } from "./test-server.ts";

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
});
