import type { PanelContext } from "../../launch/launch-context.ts";
import type { ServerDeps } from "../deps.ts";
import type { LaunchTable } from "../store/schema.ts";
import { type ActiveLaunch, placeOf } from "./launches-service.ts";
import { openContext } from "./sealed-context.ts";

/** A launch from outside every chart that a request acts for: a user at a practice, and no way to anybody's data. */
export interface ActivePanel extends Pick<ActiveLaunch, "connection" | "practice" | "today"> {
  readonly context: PanelContext;
}

/**
 * Opens the row of a launch from outside every chart whose holder has proven himself; null where it is a launch in a
 * chart, where its EHR or practice is no longer configured, or where its clear columns are not its own.
 */
export async function activatePanel(deps: ServerDeps, row: LaunchTable): Promise<ActivePanel | null> {
  const context = openContext(deps.keys, row);
  if (context.patient !== null || row.patient_key !== null || row.practice !== context.practice) return null;
  const place = await placeOf(deps, context);
  return place && { ...place, context };
}
