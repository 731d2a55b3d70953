import type { LaunchContext, LaunchTokens, PanelContext } from "../../launch/launch-context.ts";
import { revokeTokens } from "../../launch/revoke.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { ServerDeps } from "../deps.ts";
import { anyOnItsWay } from "../outbox/waiting-rows.ts";
import { transact } from "../store/transact.ts";
import { endLaunch } from "./launch-rows.ts";
import type { ActiveLaunch } from "./launches-service.ts";
import { openTokens } from "./sealed-tokens.ts";

type Leaving = Pick<ActiveLaunch, "connection"> & { readonly context: LaunchContext | PanelContext };

/**
 * Ends the launch at its user's word: from here on its cookie and bearer open nothing. Its tokens are handed back to
 * the EHR, unless a write that is under way may still need them; they are forgotten here in any case.
 */
export async function logOff(deps: ServerDeps, leaving: Leaving): Promise<void> {
  const tokens = await end(deps, leaving);
  if (!tokens) return;
  const details = await revokeTokens(leaving.connection, tokens);
  await recordEvent(deps, { kind: "tokens.revoked", at: deps.now(), subject: leaving.context, details });
}

/** Ends the launch, and answers the tokens that nothing needs any more. */
function end(deps: ServerDeps, { context }: Leaving): Promise<LaunchTokens | null> {
  const at = deps.now();
  return transact(deps.store, async (tx) => {
    const row = await tx
      .selectFrom("launch")
      .select(["id", "tokens"])
      .where("id", "=", context.id)
      .forUpdate()
      .executeTakeFirst();
    const needed = await anyOnItsWay(tx, context.id);
    if (!(await endLaunch(tx, context.id, "log_off", at))) return null;
    const details = { because: "log_off" };
    await deps.audit.append(tx, { kind: "launch.ended", at, subject: context, details });
    return row && !needed ? openTokens(deps.keys, row) : null;
  });
}
