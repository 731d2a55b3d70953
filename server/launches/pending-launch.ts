import * as z from "zod";
import type { ServerDeps } from "../deps.ts";
import type { Keyring } from "../keys/keyring.ts";
import { type CookieJar, keepsCookies, pendingCookie } from "./launch-cookie.ts";
import { hashOf } from "./secrets.ts";

/** The launch that another is to go on with: for nobody else's chart, and by nobody else. */
const ExpectedLaunch = z.strictObject({
  launch: z.string(),
  practice: z.string(),
  patient: z.string(),
  user: z.string(),
});
export type ExpectedLaunch = z.infer<typeof ExpectedLaunch>;

/** What is kept of a launch while its user signs in at the EHR. */
const PendingLaunch = z.strictObject({
  iss: z.string(),
  pending: z.string(),
  expects: ExpectedLaunch.nullable().default(null),
});
type PendingLaunch = z.infer<typeof PendingLaunch>;

export function sealPending(keys: Keyring, stateHash: string, pending: PendingLaunch): string {
  return keys.seal(JSON.stringify(pending), placeOf(stateHash));
}

interface Claim {
  readonly state: string;
  readonly jar: CookieJar;
  /** Whether the browser says that it shows the answer in a frame. */
  readonly framed: boolean;
}

/**
 * Takes out the pending launch of a state, once: null for a state that is unknown, used, too old, or that another
 * browser began. A browser that keeps no cookie of ours at all cannot show which one it is; it is let through in a
 * frame alone, where only the pages of a configured EHR may hold us, and never in a page of its own.
 */
export async function takePending(
  { store, keys, now }: ServerDeps,
  { state, jar, framed }: Claim,
): Promise<PendingLaunch | null> {
  const stateHash = hashOf(state);
  const shown = jar[pendingCookie(stateHash)];
  if (shown === undefined && (keepsCookies(jar) || !framed)) return null;
  const row = await store.db
    .deleteFrom("pending_launch")
    .where("state_hash", "=", stateHash)
    .where("expires", ">", now())
    .$if(shown !== undefined, (query) => query.where("browser_hash", "=", hashOf(shown ?? "")))
    .returning("pending")
    .executeTakeFirst();
  return row ? PendingLaunch.parse(JSON.parse(keys.open(row.pending, placeOf(stateHash)))) : null;
}

function placeOf(stateHash: string) {
  return { table: "pending_launch", column: "pending", row: stateHash };
}
