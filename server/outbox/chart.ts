import type { Capability } from "../../launch/capability.ts";
import type { EhrClient } from "../../launch/ehr-client.ts";
import type { LaunchContext } from "../../launch/launch-context.ts";
import type { Store } from "../store/store.ts";
import { type DeliveryRow, stillHolds } from "./delivery-rows.ts";

/** The chart of one open launch: what it is pinned to, and the way to its EHR. */
export interface Chart {
  readonly context: LaunchContext;
  readonly client: EhrClient;
  /** What the EHR says it can do; null when that is not known. */
  capability(): Promise<Capability | null>;
}

/**
 * The chart of a launch, or null when that launch is over or has no token any more: then nothing is sent in its
 * user's name. Everything under way ends when the signal says so.
 */
export type OpenChart = (launch: string, signal: AbortSignal) => Promise<Chart | null>;

/** The user who asks for a step in an open launch of their own. */
export interface Asked {
  readonly chart: Chart;
  readonly user_key: string;
}

interface ChartDeps {
  readonly store: Store;
  readonly openChart: OpenChart;
}

/** How long one step may take in all: well inside the claim, so that a claim never ends under a request. */
const workSeconds = 100;

/**
 * A chart of the user who confirmed: the launch they ask from, or else the one they confirmed in. Nobody else writes
 * in their name. It refuses a write once the claim is no longer held.
 */
export async function sendingChart(
  deps: ChartDeps,
  claimed: DeliveryRow,
  asked: Asked | null,
): Promise<Chart | null> {
  const chart = await chartFor(deps, claimed, asked?.user_key === claimed.user_key ? asked : null);
  return chart && fenced(deps, claimed, chart);
}

/** A look-up of a month writes nothing, so anyone's launch of that patient will do; any other is a send. */
export async function lookUpChart(
  deps: ChartDeps,
  claimed: DeliveryRow,
  asked: Asked | null,
): Promise<Chart | null> {
  return claimed.what === "month" ? chartFor(deps, claimed, asked) : sendingChart(deps, claimed, asked);
}

async function chartFor(
  deps: ChartDeps,
  { launch }: DeliveryRow,
  asked: Asked | null,
): Promise<Chart | null> {
  return asked?.chart ?? deps.openChart(launch, AbortSignal.timeout(workSeconds * 1000));
}

function fenced({ store }: ChartDeps, claimed: DeliveryRow, chart: Chart): Chart {
  const { client } = chart;
  const write: EhrClient["write"] = async (request) =>
    (await stillHolds(store, claimed))
      ? client.write(request)
      : { kind: "unreachable", sent: false, reason: "aborted" };
  return { ...chart, client: { ...client, write } };
}
