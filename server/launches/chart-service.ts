import type { AccessTokens } from "../../launch/access-tokens.ts";
import { ehrClient } from "../../launch/ehr-client.ts";
import { ehrHosts } from "../../launch/host-turns.ts";
import type { ServerDeps } from "../deps.ts";
import type { Chart, OpenChart } from "../outbox/chart.ts";
import { capabilityCache } from "./capability-cache.ts";
import { openLaunchesOf } from "./launch-rows.ts";
import { type ActiveLaunch, activate } from "./launches-service.ts";
import { readingSignal } from "./reading-signal.ts";
import { accessTokensOf, type TokenKeeper } from "./token-keeper.ts";

/** The ways to the charts of open launches. */
export interface Charts {
  /**
   * The chart a request's launch opened. Everything under way ends with the signal; by itself it is fired when one
   * reading has taken as long as it may, or nobody waits for it any more.
   */
  of(launch: ActiveLaunch, signal?: AbortSignal): Chart;
  /** The chart for work in a user's name that goes on after their request. */
  readonly open: OpenChart;
}

interface ChartDeps extends ServerDeps {
  readonly keeper: TokenKeeper;
}

/** Opens charts with this server's stored tokens; they share capability statements and the bounds of their hosts. */
export function createCharts(deps: ChartDeps): Charts {
  const capabilityOf = capabilityCache(deps.now);
  const hosts = ehrHosts();
  const of = (launch: ActiveLaunch, signal = whileReading(deps, launch)): Chart => {
    const { renew, ...tokens } = renewable(accessTokensOf(deps.keeper, launch.context.id));
    const { iss: base } = launch.connection;
    const host = hosts.turns(base, launch.context.id);
    const client = ehrClient({ base, tokens, host, signal });
    return { context: launch.context, client, capability: () => capabilityOf(client), renew };
  };
  return {
    of,
    open: async (whose, signal) => {
      let reason: Exclude<Awaited<ReturnType<OpenChart>>, Chart> = "no_token";
      for (const row of await openLaunchesOf(deps.store.db, whose, deps.now())) {
        const launch = await activate(deps, row);
        const found = await deps.keeper.permission(row.id);
        if (found.kind === "not_now") reason = "ehr_unreachable";
        if (!launch || found.kind !== "held") continue;
        return of({ ...launch, context: { ...launch.context, scopes: found.scopes } }, signal);
      }
      return reason;
    },
  };
}

/** Tokens that can be renewed by whoever does not know which of them the EHR refused: the one given out last. */
function renewable({ current, afterRejection }: AccessTokens): AccessTokens & Pick<Chart, "renew"> {
  let last: string | null = null;
  const given = async (next: Promise<string | null>) => {
    last = await next;
    return last;
  };
  return {
    current: () => given(current()),
    afterRejection: (rejected) => given(afterRejection(rejected)),
    renew: async () => last !== null && (await given(afterRejection(last))) !== null,
  };
}

function whileReading({ config }: ServerDeps, { signal }: ActiveLaunch): AbortSignal {
  return readingSignal(config.readSeconds * 1000, signal);
}
