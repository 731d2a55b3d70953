import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { beforeProcessing } from "./faults/before-processing.ts";
import { deliverThrough } from "./faults/deliver.ts";
import type { Fault } from "./faults/fault.ts";
import type { FaultRules } from "./faults/fault-rules.ts";
import { layLag } from "./faults/lagging-store.ts";
import { isForOwnHost } from "./own-page.ts";
import type { RequestLog } from "./request-log.ts";

export interface ArrivedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** The resource type of a FHIR request, null for everything else. */
  readonly type: string | null;
  readonly headers: IncomingHttpHeaders;
}

/** Says what shall go wrong with a request; null lets it pass. */
export type Interceptor = (request: ArrivedRequest) => Fault | null | Promise<Fault | null>;

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

interface Rooms {
  readonly oauth: Listener;
  readonly rest: Listener;
}

interface Passing {
  readonly now: () => Date;
  readonly faults: FaultRules;
  readonly log: RequestLog;
}

/** Every request passes here first: it is logged, may meet faults, and goes to sign-in or to the rest. */
export class FrontDoor {
  interceptor: Interceptor | null = null;
  readonly #rooms: Rooms;
  readonly #now: () => Date;
  readonly #faults: FaultRules;
  readonly #log: RequestLog;

  constructor(rooms: Rooms, { now, faults, log }: Passing) {
    this.#rooms = rooms;
    this.#now = now;
    this.#faults = faults;
    this.#log = log;
  }

  /** Answers one request of node's http server. Who controls the sandbox is neither logged nor hindered. */
  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isForOwnHost(request)) {
      response.writeHead(421).end("This sandbox answers to its own address only.");
      return;
    }
    const arrived = toArrived(request);
    if (arrived.path.startsWith("/control/")) return this.#rooms.rest(request, response);
    this.#note(arrived, request, response);
    const faults = await this.#faultsFor(arrived);
    for (const fault of faults) {
      if (await beforeProcessing(fault, { request, response, now: this.#now() })) return;
    }
    deliverThrough(faults, { request, response, now: this.#now });
    layLag(faults, { to: request, now: this.#now() });
    this.#enter(request, response);
  }

  async #faultsFor(arrived: ArrivedRequest): Promise<Fault[]> {
    const fault = (await this.interceptor?.(arrived)) ?? null;
    return [...(fault === null ? [] : [fault]), ...this.#faults.take(arrived)];
  }

  #note({ method, path, type }: ArrivedRequest, request: IncomingMessage, response: ServerResponse): void {
    const url = request.url ?? "/";
    const answered = this.#log.arrived({ method, path, url, type, at: this.#now().toISOString() });
    response.on("finish", () => answered(response.statusCode));
  }

  #enter(request: IncomingMessage, response: ServerResponse): void {
    const inner = /^\/oauth(\/.*)$/.exec(request.url ?? "")?.[1];
    if (inner === undefined) {
      this.#rooms.rest(request, response);
    } else {
      this.#rooms.oauth(Object.assign(request, { url: inner, baseUrl: "/oauth" }), response);
    }
  }
}

function toArrived(request: IncomingMessage): ArrivedRequest {
  const [path = "/"] = (request.url ?? "/").split("?");
  const type = /^\/fhir\/([A-Z][A-Za-z]+)/.exec(path)?.[1] ?? null;
  return { method: request.method ?? "GET", path, type, headers: request.headers };
}
