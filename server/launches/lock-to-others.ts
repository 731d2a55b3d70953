import type { ServerDeps } from "../deps.ts";
import { transact } from "../store/transact.ts";
import type { SignedIn } from "./audit-launch.ts";
import type { CookieJar } from "./launch-cookie.ts";
import { heldRows, lockLaunches } from "./launch-rows.ts";
import type { ExpectedLaunch } from "./pending-launch.ts";

interface Refused {
  readonly expects: ExpectedLaunch;
  readonly named: SignedIn;
  readonly jar: CookieJar;
}

/**
 * Somebody else signed in where a launch was to go on: whoever sits there is not its user. So every launch of other
 * users in this browser is locked until its own user signs in again; none is ended, for nothing took its place.
 */
export async function lockToOthers(
  { store, keys }: Pick<ServerDeps, "store" | "keys">,
  { expects, named, jar }: Refused,
): Promise<void> {
  if (named.user === expects.user) return;
  const present = keys.rowKey("user", [named.iss, named.user]);
  await transact(store, async (tx) => {
    const others = (await heldRows(tx, jar)).filter(({ user_key }) => user_key !== present);
    // A browser that keeps no cookies shows none of them.
    await lockLaunches(tx, [...new Set([...others.map(({ id }) => id), expects.launch])].sort());
  });
}
