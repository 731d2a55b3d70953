import { Refusal } from "../errors.ts";
import { type BegunLaunch, beginAt } from "./begin-launch.ts";
import type { LaunchDeps } from "./launch-deps.ts";
import type { ActiveLaunch } from "./launches-service.ts";

/**
 * Begins a launch by itself that goes on with this one: at its callback only the same patient and user open anything.
 * Throws Refusal where the EHR does not offer such a launch or cannot be asked.
 */
export async function relaunch(
  deps: LaunchDeps,
  { connection, context }: ActiveLaunch,
): Promise<BegunLaunch> {
  const { id, practice, patient, user } = context;
  const begun = await beginAt(deps, {
    connection,
    launch: null,
    expects: { launch: id, practice, patient, user },
  });
  if (begun.ok) return begun.value;
  const { code, message } = begun.problem;
  if (code === "standalone_not_offered") throw new Refusal("relaunch_not_offered");
  throw new Refusal("ehr_unreachable", message);
}
