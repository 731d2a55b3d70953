import type { ByteBudget } from "./capped-text.ts";
import type { Deadline } from "./deadline.ts";
import { type Exchanged, endedUnsent, exchange, nothingSent } from "./exchange.ts";
import type { HostTurns } from "./host-turns.ts";

export interface Sending {
  readonly what: "read" | "write";
  readonly request: {
    readonly url: URL;
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
  };
  readonly token: string;
  readonly host: HostTurns;
  /** Ends the wait for a turn. */
  readonly waiting: AbortSignal;
  /** Ends the exchange. */
  readonly deadline: Deadline;
  readonly budget?: ByteBudget;
}

/** Waits for a turn at the host, sends once, and lets the host rest where it asks for it. */
export async function sendInTurn({ what, host, waiting, ...sending }: Sending): Promise<Exchanged> {
  const turn = await host.take(what, waiting);
  if (turn.kind === "ended") return endedUnsent(waiting);
  if (turn.kind === "busy") {
    return nothingSent({ kind: "unreachable", sent: false, reason: "busy", retryAfter: turn.forMs });
  }
  try {
    const result = await sendNow(sending);
    const rest = restAskedFor(result);
    if (rest !== null) host.rest(rest);
    return result;
  } finally {
    turn.leave();
  }
}

function sendNow({
  request,
  token,
  ...within
}: Omit<Sending, "what" | "host" | "waiting">): Promise<Exchanged> {
  const { url, headers: given, ...sent } = request;
  const headers = new Headers({ ...given, authorization: `Bearer ${token}` });
  return exchange({ url, request: { ...sent, headers }, ...within });
}

/** How long everybody should leave the host alone, in ms; null when this answer asks for nothing of the kind. */
function restAskedFor({ answer }: Exchanged): number | null {
  const asks = answer.kind === "answered" && (answer.status === 429 || answer.status === 503);
  return asks ? (answer.retryAfter ?? null) : null;
}
