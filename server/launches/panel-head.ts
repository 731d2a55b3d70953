import { narrowed } from "../../launch/narrowed.ts";
import type { PanelHead } from "../contract/index.ts";
import { userOf } from "../practices/practices-service.ts";
import { userLine } from "../staff.ts";
import type { LaunchDeps } from "./launch-deps.ts";
import { lockMinutes } from "./launches-service.ts";
import type { ActivePanel } from "./panel-launch.ts";
import { standalonePath } from "./start-page.ts";

const askMs = 3_000;

/** What the screen of a launch outside every chart shows. The EHR is asked for nobody's data. */
export async function panelHead(deps: LaunchDeps, panel: ActivePanel): Promise<PanelHead> {
  const { config, known, styles } = deps;
  const { context, connection, practice } = panel;
  // Not knowing whether the EHR offers it is no reason to keep the screen: the chart is always a way in.
  const discovered = await known.find(connection, AbortSignal.timeout(askMs));
  const standalone = discovered.ok && discovered.value.offers.standalonePatient;
  return {
    user: userLine(userOf(panel)),
    practice: practice.name,
    ehr: connection.name,
    idle_minutes: lockMinutes(panel),
    notice: config.notice,
    narrowed: narrowed(context.asked, context.scopes),
    ehr_style: styles.of(panel),
    choose_patient: standalone ? standalonePath(connection) : null,
  };
}
