import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { type Answer, holdAnswer, openWith } from "./answer.ts";
import { changeAnswer } from "./change-answer.ts";
import type { Fault } from "./fault.ts";

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly now: () => Date;
}

/** From here on what is answered goes through these faults on its way out. */
export function deliverThrough(faults: readonly Fault[], exchange: Exchange): void {
  if (faults.length === 0) return;
  holdAnswer(exchange.response, (answer) => {
    deliver(faults, answer, exchange).catch(() => exchange.request.socket.destroy());
  });
}

async function deliver(faults: readonly Fault[], answer: Answer, exchange: Exchange): Promise<void> {
  const late = faults.reduce((sum, one) => sum + (one.kind === "late_answer" ? one.ms : 0), 0);
  if (late > 0) await wait(late);
  const changed = faults.reduce((next, fault) => changeAnswer(fault, next, exchange.now()), answer);
  const way = faults.find(({ kind }) => kind in ways);
  if (way === undefined) return plain(changed, exchange.response);
  await ways[way.kind]?.(changed, exchange, way);
}

type Way = (answer: Answer, exchange: Exchange, fault: Fault) => void | Promise<void>;

const ways: Partial<Record<Fault["kind"], Way>> = {
  reset_after: (_answer, { request }) => {
    request.socket.resetAndDestroy();
  },
  cut_body: (answer, exchange, fault) => {
    const half = Math.floor(answer.body.length / 2);
    cut(answer, exchange, fault.kind === "cut_body" ? (fault.bytes ?? half) : half);
  },
  slow_body: (answer, { response }, fault) =>
    slowly(answer, response, fault.kind === "slow_body" ? fault.bytesPerSecond : 1),
};

function plain(answer: Answer, response: ServerResponse): void {
  openWith(answer, response);
  response.end(answer.body);
}

function cut(answer: Answer, { request, response }: Exchange, bytes: number): void {
  openWith(answer, response);
  response.flushHeaders();
  response.write(answer.body.subarray(0, bytes), () => request.socket.destroy());
}

const slicesPerSecond = 10;

async function slowly(answer: Answer, response: ServerResponse, bytesPerSecond: number): Promise<void> {
  openWith(answer, response);
  const size = Math.max(1, Math.floor(bytesPerSecond / slicesPerSecond));
  const pause = (1000 * size) / bytesPerSecond;
  for (let sent = 0; sent < answer.body.length && !response.destroyed; sent += size) {
    await wait(pause);
    response.write(answer.body.subarray(sent, sent + size));
  }
  response.end();
}
