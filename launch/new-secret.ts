import { randomBytes } from "node:crypto";

/** 256 random bits in base64url: a state or a nonce nobody can guess. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}
