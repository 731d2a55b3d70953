import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

/** What a real EHR and the network before it sometimes do. */
export type Fault =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The connection breaks and nothing was processed. */
  | { readonly kind: "reset_before" }
  /** The request is processed, then the connection breaks without an answer. */
  | { readonly kind: "reset_after" }
  /** No answer ever comes. */
  | { readonly kind: "hang" }
  | { readonly kind: "delay"; readonly ms: number };

/** Lets the fault happen; true when the request must not be processed any more. */
export async function applyFault(
  fault: Fault,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  switch (fault.kind) {
    case "status":
      request.resume();
      response.writeHead(fault.status, { ...fault.headers }).end(fault.body ?? "");
      return true;
    case "reset_before":
      request.socket.resetAndDestroy();
      return true;
    case "reset_after":
      loseAnswer(request, response);
      return false;
    case "hang":
      return true;
    case "delay":
      await wait(fault.ms);
      return false;
  }
}

function loseAnswer(request: IncomingMessage, response: ServerResponse): void {
  response.write = () => true;
  response.end = () => {
    request.socket.resetAndDestroy();
    return response;
  };
}
