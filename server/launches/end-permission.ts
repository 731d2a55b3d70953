import type { LaunchContext } from "../../launch/launch-context.ts";
import type { Refreshed } from "../../launch/refresh.ts";
import type { ServerDeps } from "../deps.ts";
import type { LaunchTable } from "../store/schema.ts";
import { transact } from "../store/transact.ts";
import { endLaunch } from "./launch-rows.ts";
import { forgetTokens } from "./refresh-rows.ts";

type Cause = Extract<Refreshed, { kind: "ended" }>["because"];

/**
 * Ends the EHR's permission, and says why in the audit log. The launch itself goes on, without the EHR; but where the
 * EHR answered for another patient or user, nothing it says can be taken for this launch's any more, so that ends too.
 */
export async function endPermission(
  deps: ServerDeps,
  {
    row,
    context,
    because,
  }: { readonly row: LaunchTable; readonly context: LaunchContext; readonly because: Cause },
): Promise<void> {
  const at = deps.now();
  await transact(deps.store, async (tx) => {
    const another = because === "other_patient" || because === "other_user";
    const done = another ? await endLaunch(tx, row.id, `named_${because}`, at) : await forgetTokens(tx, row);
    const kind = another ? "launch.ended" : "launch.permission_ended";
    if (done) await deps.audit.append(tx, { kind, at, subject: context, details: { because } });
  });
}
