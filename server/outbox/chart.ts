import type { Capability } from "../../launch/capability.ts";
import type { EhrClient } from "../../launch/ehr-client.ts";
import type { LaunchContext } from "../../launch/launch-context.ts";
import type { Waiting } from "../../launch/write-back/outcome.ts";
import type { Store } from "../store/store.ts";
import { type DeliveryRow, stillHolds } from "./delivery-rows.ts";

/** The chart of one open launch: what it is pinned to, and the way to its EHR. */
export interface Chart {
  readonly context: LaunchContext;
  readonly client: EhrClient;
  /** What the EHR says it can do; null when that is not known. */
  capability(): Promise<Capability | null>;
  /** After the EHR refused the token before its time: whether there is another one now. */
  renew(): Promise<boolean>;
}

/** A delivery's launch, and the user and patient whose later launches may stand in for it. */
type Whose = Pick<DeliveryRow, "launch" | "practice" | "user_key" | "patient_key">;

/**
 * The chart of a launch, or of another one of the same user and patient; or why nothing can be sent in that user's
 * name just now. Everything under way ends when the signal says so.
 */
export type OpenChart = (whose: Whose, signal: AbortSignal) => Promise<Chart | Waiting["reason"]>;

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
): Promise<Chart | Waiting["reason"]> {
  const chart = await chartFor(deps, claimed, asked?.user_key === claimed.user_key ? asked : null);
  return typeof chart === "string" ? chart : fenced(deps, claimed, chart);
}

/** A look-up of a month writes nothing, so anyone's launch of that patient will do; any other is a send. */
export async function lookUpChart(
  deps: ChartDeps,
  claimed: DeliveryRow,
  asked: Asked | null,
): Promise<Chart | Waiting["reason"]> {
  return claimed.what === "month" ? chartFor(deps, claimed, asked) : sendingChart(deps, claimed, asked);
}

async function chartFor(
  deps: ChartDeps,
  claimed: DeliveryRow,
  asked: Asked | null,
): Promise<Chart | Waiting["reason"]> {
  return asked?.chart ?? deps.openChart(claimed, AbortSignal.timeout(workSeconds * 1000));
}

function fenced({ store }: ChartDeps, claimed: DeliveryRow, chart: Chart): Chart {
  const { client } = chart;
  const once: EhrClient["write"] = async (request) =>
    (await stillHolds(store, claimed))
      ? client.write(request)
      : { kind: "unreachable", sent: false, reason: "aborted" };
  /** A write that the EHR refused for its token was not processed: it goes once more where there is another token. */
  const write: EhrClient["write"] = async (request) => {
    const answer = await once(request);
    const refused = answer.kind === "answered" && answer.status === 401;
    return refused && (await chart.renew()) ? once(request) : answer;
  };
  return { ...chart, client: { ...client, write } };
}
