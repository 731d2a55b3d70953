import * as z from "zod";
import type { ServerDeps } from "../deps.ts";
import { type CookieJar, keepsCookies, pendingCookie } from "./launch-cookie.ts";
import { forgetExpired } from "./launch-rows.ts";
import { pendingUntil } from "./launch-times.ts";
import { hashOf, newSecret } from "./secrets.ts";

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

/** What the browser comes back from. What is kept for one of them is not found by the other's address. */
type Errand = "sign_in" | "practice_choice";

/** Names what was kept, and ties it to the browser. */
export interface Kept {
  readonly stateHash: string;
  /** For the cookie that shows which browser it is. */
  readonly browserSecret: string;
}

interface Keeping {
  readonly errand: Errand;
  /** Unpredictable, 256 bits: whoever brings it back is answered, in that browser alone. */
  readonly state: string;
  readonly content: unknown;
}

/** Keeps what is needed when the browser comes back with the state: sealed, for a short time, once. */
export async function keepUntilBack(
  { store, keys, now }: Pick<ServerDeps, "store" | "keys" | "now">,
  { errand, state, content }: Keeping,
): Promise<Kept> {
  const stateHash = hashOf(state);
  const browserSecret = newSecret();
  const row = rowOf(errand, stateHash);
  await forgetExpired(store.db, now());
  await store.db
    .insertInto("pending_launch")
    .values({
      state_hash: row,
      browser_hash: hashOf(browserSecret),
      pending: keys.seal(JSON.stringify(content), placeOf(row)),
      expires: pendingUntil(now()),
    })
    .execute();
  return { stateHash, browserSecret };
}

/** A browser that comes back. */
export interface Claim {
  readonly state: string;
  readonly jar: CookieJar;
  /** Whether the browser says that it shows the answer in a frame. */
  readonly framed: boolean;
}

/**
 * Takes out what was kept under a state, once: null for a state that is unknown, used, too old, or that another
 * browser began. A browser that keeps no cookie of ours at all cannot show which one it is; it is let through in a
 * frame alone, where only the pages of a configured EHR may hold us, and never in a page of its own.
 */
export async function takeKept(
  { store, keys, now }: ServerDeps,
  errand: Errand,
  { state, jar, framed }: Claim,
): Promise<unknown> {
  const stateHash = hashOf(state);
  const shown = jar[pendingCookie(stateHash)];
  if (shown === undefined && (keepsCookies(jar) || !framed)) return null;
  const key = rowOf(errand, stateHash);
  const row = await store.db
    .deleteFrom("pending_launch")
    .where("state_hash", "=", key)
    .where("expires", ">", now())
    .$if(shown !== undefined, (query) => query.where("browser_hash", "=", hashOf(shown ?? "")))
    .returning("pending")
    .executeTakeFirst();
  return row ? JSON.parse(keys.open(row.pending, placeOf(key))) : null;
}

/** Keeps what finishing a launch needs while its user signs in. */
export function keepPending(deps: ServerDeps, state: string, pending: PendingLaunch): Promise<Kept> {
  return keepUntilBack(deps, { errand: "sign_in", state, content: pending });
}

/** The pending launch of a state, once; see `takeKept`. */
export async function takePending(deps: ServerDeps, claim: Claim): Promise<PendingLaunch | null> {
  return PendingLaunch.nullable().parse(await takeKept(deps, "sign_in", claim));
}

function rowOf(errand: Errand, stateHash: string): string {
  return `${errand}.${stateHash}`;
}

function placeOf(row: string) {
  return { table: "pending_launch", column: "pending", row };
}
