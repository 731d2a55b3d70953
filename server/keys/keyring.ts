import { createHmac } from "node:crypto";
import { importJWK } from "jose";
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
  /** The key that signs this client's assertions (RS384) and its id in the key set. */
  clientKey(): Promise<{ readonly key: CryptoKey; readonly kid: string }>;
  /** The public halves as a JWK Set, for EHRs to verify assertions with. */
  publicKeySet(): PublicKeySet;
  /** Whether records of this practice can be named. */
  knowsPractice(practice: string): boolean;
}

interface PublicKeySet {
  readonly keys: readonly Pick<SigningKey, "kty" | "alg" | "use" | "kid" | "n" | "e">[];
}

/** Puts a checked key file to work. */
export function createKeyring(file: KeyFile): Keyring {
  const sealing: SealKey[] = file.sealing.map(({ id, key }) => ({ id, key: bytes(key) }));
  const current = first(sealing);
  const signing = first(file.signing);
  return {
    seal: (plain, place) => seal(current, plain, place),
    open: (sealed, place) => open(sealing, sealed, place),
    needsRewrap: (sealed) => !sealed.startsWith(`${current.id}.`),
    identifier: (practice, parts) =>
      base32(mac(identifierKey(file, practice), ["identifier", practice, ...parts])),
    rowKey: (purpose, parts) => mac(bytes(file.lookup), [purpose, ...parts]).toString("base64url"),
    auditMac: (parts) => mac(bytes(file.audit), parts).toString("base64url"),
    clientKey: () => clientKey(signing),
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

async function clientKey(jwk: SigningKey): Promise<{ key: CryptoKey; kid: string }> {
  const key = await importJWK(jwk, "RS384");
  if (!(key instanceof CryptoKey)) throw new Error("The signing key is not an RSA key pair.");
  return { key, kid: jwk.kid };
}

function publicHalf({ kty, alg, use, kid, n, e }: SigningKey) {
  return { kty, alg, use, kid, n, e };
}
