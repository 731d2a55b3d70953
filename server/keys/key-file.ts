import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import * as z from "zod";

const SecretKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "a key is 32 bytes in base64url");

const SealingKey = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,16}$/, "a key id is 1 to 16 of a-z, 0-9 and -"),
  key: SecretKey,
});

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);

const signs = { use: z.literal("sig"), kid: z.string().min(1) };

/** A private RSA key as RFC 7517 writes it, for the client assertions of SMART. */
const RsaKey = z.strictObject({
  kty: z.literal("RSA"),
  alg: z.literal("RS384"),
  ...signs,
  n: base64url.min(342, "an RSA key has at least 2048 bits"),
  e: base64url,
  d: base64url,
  p: base64url,
  q: base64url,
  dp: base64url,
  dq: base64url,
  qi: base64url,
});

/** The other kind of key SMART knows: on the curve P-384. */
const EcKey = z.strictObject({
  kty: z.literal("EC"),
  alg: z.literal("ES384"),
  ...signs,
  crv: z.literal("P-384"),
  x: base64url.length(64, "a coordinate on P-384 has 48 bytes"),
  y: base64url.length(64, "a coordinate on P-384 has 48 bytes"),
  d: base64url,
});

const SigningKey = z.discriminatedUnion("kty", [RsaKey, EcKey]);
export type SigningKey = z.infer<typeof SigningKey>;

/**
 * Every secret of an installation that stands outside the store.
 * The first of `sealing` is in use, and of `signing` the first of each kind; the others still open, and are published
 * before and after their time.
 * `identifiers` holds one key per practice and is never rotated silently: it names our records in the EHR.
 */
export const KeyFile = z.strictObject({
  format: z.literal("caremonth-keys-1"),
  sealing: z
    .array(SealingKey)
    .min(1)
    .refine((keys) => new Set(keys.map((one) => one.id)).size === keys.length, "two keys share one id"),
  lookup: SecretKey,
  audit: SecretKey,
  identifiers: z.record(z.string(), SecretKey),
  signing: z
    .array(SigningKey)
    .min(1)
    .refine((keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length, "two keys share one kid"),
});
export type KeyFile = z.infer<typeof KeyFile>;

/** Fresh random keys for a new installation serving these practices. */
export function generateKeys(practices: readonly string[]): KeyFile {
  return KeyFile.parse({
    format: "caremonth-keys-1",
    sealing: [{ id: randomBytes(4).toString("hex"), key: secretKey() }],
    lookup: secretKey(),
    audit: secretKey(),
    identifiers: Object.fromEntries(practices.map((practice) => [practice, secretKey()])),
    signing: [newSigningKey("RS384"), newSigningKey("ES384")],
  });
}

function secretKey(): string {
  return randomBytes(32).toString("base64url");
}

/** A fresh key for the client's assertions. */
export function newSigningKey(alg: SigningKey["alg"]): SigningKey {
  const { privateKey } =
    alg === "RS384"
      ? generateKeyPairSync("rsa", { modulusLength: 3072 })
      : generateKeyPairSync("ec", { namedCurve: "P-384" });
  return SigningKey.parse({ ...privateKey.export({ format: "jwk" }), alg, use: "sig", kid: randomUUID() });
}
