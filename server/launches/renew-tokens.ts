import type { Connection } from "../../launch/connections.ts";
import type { LaunchContext, LaunchTokens } from "../../launch/launch-context.ts";
import { type Refreshed, refreshTokens } from "../../launch/refresh.ts";
import { revokeTokens } from "../../launch/revoke.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { ServerDeps } from "../deps.ts";
import { endPermission } from "./end-permission.ts";
import { isPast } from "./launch-times.ts";
import { claimRefresh, type RefreshRow, restRefresh, storeRefreshed } from "./refresh-rows.ts";
import { openContext } from "./sealed-context.ts";
import { sealTokens } from "./sealed-tokens.ts";

/** How a launch stands with its EHR. `over`: only a new launch helps. `not_now`: the EHR could not renew its token. */
export type Permission =
  | { readonly kind: "held"; readonly token: string; readonly scopes: readonly string[] }
  | { readonly kind: "over" }
  | { readonly kind: "not_now" };

const over: Permission = { kind: "over" };

/** The permission that tokens give while they are good. */
export function held({ accessToken, scopes }: LaunchTokens): Permission {
  return { kind: "held", token: accessToken, scopes };
}

interface Renewal {
  readonly row: RefreshRow;
  readonly tokens: LaunchTokens;
  /** The EHR refused the access token before its time. */
  readonly refused: boolean;
}

/** Renews the tokens, or says why it cannot be done; `wait`: another process is at it. */
export async function renew(deps: ServerDeps, renewal: Renewal): Promise<Permission | "wait"> {
  const { row, tokens, refused } = renewal;
  const context = contextOf(deps, row);
  if (!context) return over;
  // One refresh for a refused token: an EHR that refuses the next one too has ended its permission.
  if (refused && (tokens.replacesRefused || tokens.refreshToken === null))
    return end(deps, { row, context, because: "refused" });
  const resting = row.refresh === "resting" && !row.refresh_over;
  if (tokens.refreshToken === null || resting) return meanwhile(deps, renewal);
  const connection = deps.config.connections.find(({ iss }) => iss === context.iss);
  if (!connection) return over;
  if (!(await claimRefresh(deps.store.db, row))) return "wait";
  const ask = { connection, tokens, refreshToken: tokens.refreshToken, pinned: context, now: deps.now() };
  return settle(deps, { ...renewal, context, connection }, await refreshTokens(ask));
}

interface Settling extends Renewal {
  readonly context: LaunchContext;
  readonly connection: Connection;
}

async function settle(
  deps: ServerDeps,
  { context, connection, ...renewal }: Settling,
  result: Refreshed,
): Promise<Permission> {
  const { row, refused } = renewal;
  switch (result.kind) {
    case "refreshed": {
      const tokens = { ...result.tokens, replacesRefused: refused };
      const stored = await storeRefreshed(deps.store.db, row, sealTokens(deps.keys, row.id, tokens));
      if (stored) return held(tokens);
      // The launch ended meanwhile: nobody will ever use these.
      const details = { because: "launch_over", ...(await revokeTokens(connection, tokens)) };
      await recordEvent(deps, { kind: "tokens.revoked", at: deps.now(), subject: context, details });
      return over;
    }
    case "not_now":
      await restRefresh(deps.store.db, row);
      return meanwhile(deps, renewal);
    case "ended":
      return end(deps, { row, context, because: result.because });
  }
}

/** What is not renewed serves as long as it lives. */
function meanwhile(deps: ServerDeps, { tokens, refused }: Renewal): Permission {
  if (!refused && !isPast(tokens.expiresAt, deps.now())) return held(tokens);
  return tokens.refreshToken === null ? over : { kind: "not_now" };
}

/** Whoever sent the refresh died: the refresh token may be used up, and sending it again would be taken for theft. */
export async function giveUp(deps: ServerDeps, row: RefreshRow): Promise<Permission> {
  const context = contextOf(deps, row);
  return context ? end(deps, { row, context, because: "lost" }) : over;
}

async function end(deps: ServerDeps, ending: Parameters<typeof endPermission>[1]): Promise<Permission> {
  await endPermission(deps, ending);
  return over;
}

/** What the launch pinned; null for one from outside every chart, which has nothing to read. */
function contextOf(deps: ServerDeps, row: RefreshRow): LaunchContext | null {
  const context = openContext(deps.keys, row);
  return context.patient === null ? null : context;
}
