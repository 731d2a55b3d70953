import fc from "fast-check";
import { calculateJwkThumbprint, importJWK, jwtVerify, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { generateKeys, KeyFile, newSigningKey } from "../../server/keys/key-file.ts";
import { createKeyring } from "../../server/keys/keyring.ts";

const file = generateKeys(["north", "south"]);
const keys = createKeyring(file);
const place = { table: "launch", column: "context", row: "row-1" };

/** The sealed text with one character changed for another of the same alphabet. */
function withChange(sealed: string, at: number): string {
  const old = sealed.charAt(at);
  return `${sealed.slice(0, at)}${old === "A" ? "B" : "A"}${sealed.slice(at + 1)}`;
}

describe("sealing", () => {
  it("gives back any text at its own place, and shows none of it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 0, maxLength: 200 }), (text) => {
        const sealed = keys.seal(text, place);
        expect(keys.open(sealed, place)).toBe(text);
        if (text.length > 8) expect(sealed).not.toContain(text);
      }),
    );
  });

  it("never seals the same text twice alike", () => {
    const sealed = new Set(Array.from({ length: 100 }, () => keys.seal("same", place)));
    expect(sealed.size).toBe(100);
  });

  it.each([
    ["another table", { ...place, table: "delivery" }],
    ["another column", { ...place, column: "tokens" }],
    ["another row", { ...place, row: "row-2" }],
    ["parts glued differently", { table: "launchcontext", column: "", row: "row-1" }],
  ])("does not open in %s", (_, elsewhere) => {
    expect(() => keys.open(keys.seal("secret", place), elsewhere)).toThrow("does not open");
  });

  it("does not open after a change of any character", () => {
    const sealed = keys.seal("Margaret Hill, 1941-02-03", place);
    // The last character of base64url may carry bits that mean nothing; every other one must be noticed.
    for (let at = 0; at < sealed.length - 1; at += 1) {
      expect(() => keys.open(withChange(sealed, at), place), `character ${at}`).toThrow("does not open");
    }
  });

  it.each([
    "",
    "x",
    `${file.sealing[0]?.id}.`,
    `${file.sealing[0]?.id}.AAAA`,
    "gone.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  ])("does not open %j", (text) => {
    expect(() => keys.open(text, place)).toThrow("does not open");
  });

  it("does not open under other keys, and says nothing of the value", () => {
    const sealed = keys.seal("Margaret Hill", place);
    expect(() => createKeyring(generateKeys(["north"])).open(sealed, place)).toThrow(
      /^A sealed value of launch\.context/,
    );
  });
});

describe("rotation", () => {
  const [fresh] = generateKeys([]).sealing;
  if (!fresh) throw new Error("no key");
  const rotated = createKeyring({ ...file, sealing: [fresh, ...file.sealing] });

  it("opens what the older key sealed, and says that it is to be sealed again", () => {
    const old = keys.seal("kept", place);
    expect(rotated.open(old, place)).toBe("kept");
    expect(rotated.needsRewrap(old)).toBe(true);
    expect(rotated.needsRewrap(rotated.seal("kept", place))).toBe(false);
  });

  it("seals with the newer key only", () => {
    expect(() => keys.open(rotated.seal("new", place), place)).toThrow("does not open");
  });
});

describe("identifiers", () => {
  const parts = ["https://ehr.example.org/fhir", "p1", "2026-03", "month"];

  it("are the same for the same parts, in letters and digits that survive a search without case", () => {
    expect(keys.identifier("north", parts)).toBe(createKeyring(file).identifier("north", parts));
    expect(keys.identifier("north", parts)).toMatch(/^[a-z2-7]{52}$/);
  });

  it("differ for other parts, however they are glued, and for another practice", () => {
    const others = [
      keys.identifier("north", [...parts.slice(0, 3), "enrolment"]),
      keys.identifier("north", ["https://ehr.example.org/fhirp1", "", "2026-03", "month"]),
      keys.identifier("south", parts),
      createKeyring(generateKeys(["north"])).identifier("north", parts),
      keys.rowKey("patient", parts),
    ];
    expect(new Set([keys.identifier("north", parts), ...others]).size).toBe(others.length + 1);
  });

  it("are not made for a practice without a key", () => {
    expect(() => keys.identifier("constructor", parts)).toThrow("no identifier key");
    expect(keys.knowsPractice("constructor")).toBe(false);
  });
});

describe("the client's signing key", () => {
  it.each(["RS384", "ES384"] as const)(
    "signs %s assertions that the published key set verifies",
    async (alg) => {
      const found = await keys.clientKey(alg);
      if (!found) throw new Error("There is no such key.");
      const { key, kid } = found;
      const assertion = await new SignJWT({ sub: "caremonth" }).setProtectedHeader({ alg, kid }).sign(key);
      const published = keys.publicKeySet().keys.find((one) => one.kid === kid);
      if (!published) throw new Error("The key is not published.");
      const { payload } = await jwtVerify(assertion, await importJWK(published, alg));
      expect(payload.sub).toBe("caremonth");
    },
  );

  it("publishes no private part", async () => {
    const [rsa = {}, ec = {}] = keys.publicKeySet().keys;
    expect(Object.keys(rsa).sort()).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
    expect(Object.keys(ec).sort()).toEqual(["alg", "crv", "kid", "kty", "use", "x", "y"]);
    for (const published of [rsa, ec]) expect(await calculateJwkThumbprint(published)).toBeTruthy();
  });

  it("is the first of its kind, and a next one is published before its time", async () => {
    const next = newSigningKey("RS384");
    const two = createKeyring({ ...file, signing: [...file.signing, next] });
    expect((await two.clientKey("RS384"))?.kid).toBe(file.signing[0]?.kid);
    expect((await two.clientKey())?.kid).toBe(file.signing[0]?.kid);
    expect(two.publicKeySet().keys.map(({ kid }) => kid)).toContain(next.kid);
    const turned = createKeyring({ ...file, signing: [next, ...file.signing] });
    expect((await turned.clientKey("RS384"))?.kid).toBe(next.kid);
    const none = createKeyring({ ...file, signing: [next] });
    expect(await none.clientKey("ES384")).toBeNull();
  });
});

describe("a key file", () => {
  it.each([
    ["without a sealing key", { sealing: [] }],
    ["with one id for two keys", { sealing: [...file.sealing, ...file.sealing] }],
    ["with a short key", { audit: "AAAA" }],
    ["with an unknown field", { extra: 1 }],
    ["without a signing key", { signing: [] }],
    ["with one kid for two keys", { signing: [...file.signing, ...file.signing] }],
    ["with a public key to sign with", { signing: keys.publicKeySet().keys }],
  ])("is refused %s", (_, change) => {
    expect(KeyFile.safeParse({ ...file, ...change }).success).toBe(false);
  });

  it("is accepted as generated", () => {
    expect(KeyFile.safeParse(JSON.parse(JSON.stringify(file))).success).toBe(true);
  });
});
