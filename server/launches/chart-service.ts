import { ehrClient } from "../../launch/ehr-client.ts";
import type { ServerDeps } from "../deps.ts";
import type { Chart, OpenChart } from "../outbox/chart.ts";
import { capabilityCache } from "./capability-cache.ts";
import { findLaunch } from "./launch-rows.ts";
import { isPast } from "./launch-times.ts";
import { type ActiveLaunch, activate } from "./launches-service.ts";

/** The ways to the charts of open launches. */
export interface Charts {
  /** The chart a request's launch opened. */
  of(launch: ActiveLaunch): Chart;
  /** The chart of a launch by id, for work that goes on after the request; null when the launch or its token is over. */
  readonly open: OpenChart;
}

/** Opens charts with this server's stored tokens; capability statements are shared between them. */
export function createCharts(deps: ServerDeps): Charts {
  const capabilityOf = capabilityCache(deps.now);
  const of = (launch: ActiveLaunch): Chart => {
    const client = ehrClient({ base: launch.connection.iss, accessToken: async () => launch.accessToken() });
    return { context: launch.context, client, capability: () => capabilityOf(client) };
  };
  return {
    of,
    open: async (id) => {
      const row = await findLaunch(deps.store.db, id);
      if (!row || row.ended !== null || isPast(row.expires, deps.now())) return null;
      const launch = activate(deps, row);
      return launch?.accessToken() ? of(launch) : null;
    },
  };
}
