import { createHmac } from "node:crypto";
import { importJWK, type JWK } from "jose";
import { base32 } from "./base32.ts";
import { framed } from "./framed.ts";
import type { KeyFile, SigningKey } from "./key-file.ts";
import { open, type SealedPlace, type SealKey, seal } from "./sealing.ts";

/** What the keys of an installation can do. The keys themselves never leave it, but for the client's signing key. */
export interface Keyring {
  /** Seals text for one column of one row under the key in use. */
  seal(plain: string, place: SealedPlace): string;
  /** Opens what any known key sealed for this place; throws where it does not open. */
  open(sealed: string, place: SealedPlace): string;
  /** Whether the value is sealed under an older key than the one in use. */
  needsRewrap(sealed: string): boolean;
  /** The business identifier of a record in the EHR: 52 letters and digits, the same for the same parts for ever. */
  identifier(practice: string, parts: readonly string[]): string;
  /** A keyed stand-in for a value that a clear column must be searched by. */
  rowKey(purpose: string, parts: readonly string[]): string;
  /** The MAC of one entry of the audit chain, over its parts in order. */
  auditMac(parts: readonly string[]): string;
  /** The key that signs this client's assertions and its id in the key set; null where there is none of that kind. */
  clientKey(alg?: SigningKey["alg"]): Promise<{ readonly key: CryptoKey; readonly kid: string } | null>;
  /** The public halves as a JWK Set, for EHRs to verify assertions with. */
  publicKeySet(): PublicKeySet;
  /** Whether records of this practice can be named. */
  knowsPractice(practice: string): boolean;
}

interface PublicKeySet {
  readonly keys: readonly JWK[];
}

/** Puts a checked key file to work. */
export function createKeyring(file: KeyFile): Keyring {
  const sealing: SealKey[] = file.sealing.map(({ id, key }) => ({ id, key: bytes(key) }));
  const current = first(sealing);
  return {
    seal: (plain, place) => seal(current, plain, place),
    open: (sealed, place) => open(sealing, sealed, place),
    needsRewrap: (sealed) => !sealed.startsWith(`${current.id}.`),
    identifier: (practice, parts) =>
      base32(mac(identifierKey(file, practice), ["identifier", practice, ...parts])),
    rowKey: (purpose, parts) => mac(bytes(file.lookup), [purpose, ...parts]).toString("base64url"),
    auditMac: (parts) => mac(bytes(file.audit), parts).toString("base64url"),
    clientKey: async (alg) => clientKey(file.signing.find((one) => alg === undefined || one.alg === alg)),
    publicKeySet: () => ({ keys: file.signing.map(publicHalf) }),
    knowsPractice: (practice) => Object.hasOwn(file.identifiers, practice),
  };
}

function mac(key: Buffer, parts: readonly string[]): Buffer {
  return createHmac("sha256", key).update(framed(parts)).digest();
}

function bytes(key: string): Buffer {
  return Buffer.from(key, "base64url");
}

function first<Key>(keys: readonly Key[]): Key {
  const [key] = keys;
  if (key === undefined) throw new Error("A key file without a key in use passed its check.");
  return key;
}

function identifierKey(file: KeyFile, practice: string): Buffer {
  const key = Object.hasOwn(file.identifiers, practice) ? file.identifiers[practice] : undefined;
  if (key === undefined) throw new Error("The key file holds no identifier key for this practice.");
  return bytes(key);
}

async function clientKey(jwk: SigningKey | undefined): Promise<{ key: CryptoKey; kid: string } | null> {
  if (!jwk) return null;
  const key = await importJWK(jwk, jwk.alg);
  if (!(key instanceof CryptoKey)) throw new Error("The signing key is not a key pair.");
  return { key, kid: jwk.kid };
}

/** What is public of a key, part by part, so that nothing private can come along. */
function publicHalf(jwk: SigningKey): JWK {
  const { kty, alg, use, kid } = jwk;
  const shared = { kty, alg, use, kid };
  return jwk.kty === "RSA"
    ? { ...shared, n: jwk.n, e: jwk.e }
    : { ...shared, crv: jwk.crv, x: jwk.x, y: jwk.y };
}
