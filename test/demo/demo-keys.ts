import { createHash } from "node:crypto";
import { generateKeys, type KeyFile } from "../../server/keys/key-file.ts";
import { demoPractice } from "./practice.ts";

/**
 * The keys of the demo. FOR THE DEMO ONLY: the key that names its records is derived from the words below, so that
 * every demo names them alike and nobody can keep it secret. The others show in no chart and are fresh at every
 * start. No product code reaches this file.
 */
export function demoKeys(): KeyFile {
  const named = createHash("sha256").update("CareMonth demo, not a secret").digest("base64url");
  return { ...generateKeys([]), identifiers: { [demoPractice.id]: named } };
}
