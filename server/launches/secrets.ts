import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 32 random bytes in base64url, for a cookie or a bearer. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** 16 random bytes in base64url: names a launch, and opens nothing by itself. */
export function newLaunchId(): string {
  return randomBytes(16).toString("base64url");
}

/** What the store keeps of a secret. A plain digest suffices because a secret holds 256 random bits. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/** Whether the secret is the one the hash was made of, in time that does not tell how much of it is right. */
export function matches(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(hash));
}
