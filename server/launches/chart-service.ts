import { ehrClient } from "../../launch/ehr-client.ts";
import type { ServerDeps } from "../deps.ts";
import type { Chart, OpenChart } from "../outbox/chart.ts";
import { capabilityCache } from "./capability-cache.ts";
import { findLaunch } from "./launch-rows.ts";
import { isPast } from "./launch-times.ts";
import { type ActiveLaunch, activate } from "./launches-service.ts";

/** The ways to the charts of open launches. */
export interface Charts {
  /**
   * The chart a request's launch opened. Everything under way ends with the signal; by itself it is fired when one
   * reading has taken as long as it may, or nobody waits for it any more.
   */
  of(launch: ActiveLaunch, signal?: AbortSignal): Chart;
  /** The chart of a launch by id, for work that goes on after the request; null when the launch or its token is over. */
  readonly open: OpenChart;
}

/** Opens charts with this server's stored tokens; capability statements are shared between them. */
export function createCharts(deps: ServerDeps): Charts {
  const capabilityOf = capabilityCache(deps.now);
  const of = (launch: ActiveLaunch, signal = readingSignal(deps, launch)): Chart => {
    const accessToken = async () => launch.accessToken();
    const client = ehrClient({ base: launch.connection.iss, accessToken, signal });
    return { context: launch.context, client, capability: () => capabilityOf(client) };
  };
  return {
    of,
    open: async (id, signal) => {
      const row = await findLaunch(deps.store.db, id);
      if (!row || row.ended !== null || isPast(row.expires, deps.now())) return null;
      const launch = activate(deps, row);
      return launch?.accessToken() ? of(launch, signal) : null;
    },
  };
}

function readingSignal({ config }: ServerDeps, { signal }: ActiveLaunch): AbortSignal {
  const deadline = AbortSignal.timeout(config.readSeconds * 1000);
  return signal ? AbortSignal.any([deadline, signal]) : deadline;
}
