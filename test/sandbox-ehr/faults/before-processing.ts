import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { openWith } from "./answer.ts";
import { answerInstead } from "./change-answer.ts";
import type { Fault } from "./fault.ts";

/** Lets happen what comes before processing; true when the request must not be processed any more. */
export async function beforeProcessing(
  fault: Fault,
  { request, response, now }: { request: IncomingMessage; response: ServerResponse; now: Date },
): Promise<boolean> {
  switch (fault.kind) {
    case "status":
    case "html":
      if (fault.processed) return false;
      request.resume();
      return answer(fault, response, now);
    case "reset_before":
      request.socket.resetAndDestroy();
      return true;
    case "hang":
      return true;
    case "delay":
      await wait(fault.ms);
      return false;
    default:
      return false;
  }
}

function answer(
  fault: Extract<Fault, { kind: "status" | "html" }>,
  response: ServerResponse,
  now: Date,
): boolean {
  const instead = answerInstead(fault, now);
  openWith(instead, response);
  response.end(instead.body);
  return true;
}
