import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { framed } from "./framed.ts";

/** Where a sealed value lives. It opens nowhere else, so that nobody can move a value to another row. */
export interface SealedPlace {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

export interface SealKey {
  readonly id: string;
  readonly key: Buffer;
}

const cipher = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under a fresh nonce; the text is `key id.nonce, ciphertext and tag in base64url`. */
export function seal({ id, key }: SealKey, plain: string, place: SealedPlace): string {
  const iv = randomBytes(ivBytes);
  const engine = createCipheriv(cipher, key, iv).setAAD(boundTo(id, place));
  const sealed = Buffer.concat([iv, engine.update(plain, "utf8"), engine.final(), engine.getAuthTag()]);
  return `${id}.${sealed.toString("base64url")}`;
}

/** The plain text. Throws where the key is unknown, a bit was changed or the value comes from another place. */
export function open(keys: readonly SealKey[], sealed: string, place: SealedPlace): string {
  const [id = "", body = ""] = sealed.split(".");
  const known = keys.find((one) => one.id === id);
  const bytes = Buffer.from(body, "base64url");
  if (!known || bytes.length < ivBytes + tagBytes) throw unopened(place);
  const engine = createDecipheriv(cipher, known.key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
  engine.setAAD(boundTo(id, place)).setAuthTag(bytes.subarray(-tagBytes));
  try {
    return engine.update(bytes.subarray(ivBytes, -tagBytes), undefined, "utf8") + engine.final("utf8");
  } catch {
    throw unopened(place);
  }
}

function boundTo(id: string, { table, column, row }: SealedPlace): Buffer {
  return framed(["caremonth-seal-1", id, table, column, row]);
}

function unopened({ table, column }: SealedPlace): Error {
  return new Error(
    `A sealed value of ${table}.${column} does not open: it was changed, moved, or its key is missing.`,
  );
}
