import { setTimeout as pause } from "node:timers/promises";
import type { AccessTokens } from "../../launch/access-tokens.ts";
import type { ServerDeps } from "../deps.ts";
import { isPast } from "./launch-times.ts";
import { findRefreshRow } from "./refresh-rows.ts";
import { giveUp, held, type Permission, renew } from "./renew-tokens.ts";
import { openTokens } from "./sealed-tokens.ts";

/** The tokens of all launches. */
export interface TokenKeeper {
  /** A token of the launch that should still be good, renewed where it is about to expire. */
  permission(launch: string): Promise<Permission>;
  /** The same, after the EHR refused `rejected` before its time. */
  afterRejection(launch: string, rejected: string): Promise<Permission>;
}

/** Longer than a refresh may take, shorter than its claim. */
const patienceMs = 15_000;
const pollMs = 50;

/** Keeps the tokens in the store, where one process at a time renews them: a refresh token used twice is revoked. */
export function createTokenKeeper(deps: ServerDeps): TokenKeeper {
  const underWay = new Map<string, Promise<Permission>>();
  /** Those who want the same of this process wait together. */
  const together = (launch: string, rejected: string | null): Promise<Permission> => {
    const name = JSON.stringify([launch, rejected]);
    const found = underWay.get(name) ?? obtain(deps, launch, rejected).finally(() => underWay.delete(name));
    underWay.set(name, found);
    return found;
  };
  return {
    permission: (launch) => together(launch, null),
    afterRejection: (launch, rejected) => together(launch, rejected),
  };
}

/** One launch's tokens, for the client that goes to its EHR. */
export function accessTokensOf(keeper: TokenKeeper, launch: string): AccessTokens {
  const tokenOf = (found: Permission) => (found.kind === "held" ? found.token : null);
  return {
    current: async () => tokenOf(await keeper.permission(launch)),
    afterRejection: async (rejected) => tokenOf(await keeper.afterRejection(launch, rejected)),
  };
}

async function obtain(deps: ServerDeps, launch: string, rejected: string | null): Promise<Permission> {
  const until = performance.now() + patienceMs;
  while (performance.now() < until) {
    const found = await once(deps, launch, rejected);
    if (found !== "wait") return found;
    await pause(pollMs * (1 + 2 * Math.random()));
  }
  return { kind: "not_now" };
}

async function once(deps: ServerDeps, launch: string, rejected: string | null): Promise<Permission | "wait"> {
  const row = await findRefreshRow(deps.store.db, launch);
  const tokens = row && openTokens(deps.keys, row);
  if (!tokens || row.ended !== null || isPast(row.expires, deps.now())) return { kind: "over" };
  if (row.refresh === "sent") return row.refresh_over ? giveUp(deps, row) : "wait";
  const refused = tokens.accessToken === rejected;
  if (!refused && !isPast(tokens.renewAt, deps.now())) return held(tokens);
  return renew(deps, { row, tokens, refused });
}
