import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

export interface Seen {
  readonly method: string;
  /** Path and query as they came over the wire. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  /** Objects are sent as JSON. */
  readonly body?: string | Uint8Array | object;
  /** `hang`: no answer at all; `reset`: the connection breaks after the request was taken in; `cut`: in the body. */
  readonly end?: "hang" | "reset" | "cut";
}

export interface ScriptedEhr {
  readonly origin: string;
  readonly base: string;
  readonly seen: readonly Seen[];
  /** The most requests that were under way at the same time. */
  readonly most: () => number;
}

/** An EHR over a real socket that answers as a test scripts it. Ends with the test. */
export async function scriptedEhr(answer: (request: Seen) => Reply | Promise<Reply>): Promise<ScriptedEhr> {
  const seen: Seen[] = [];
  let [running, most] = [0, 0];
  const server = createServer((request, response) => {
    running += 1;
    most = Math.max(most, running);
    response.on("close", () => {
      running -= 1;
    });
    serve(request, response).catch(() => response.destroy());
  });
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "", headers } = request;
    const one = { method, url, headers, body: await text(request) };
    seen.push(one);
    reply(response, await answer(one));
  }
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${portOf(server.address())}`;
  return { origin, base: `${origin}/fhir`, seen, most: () => most };
}

function reply(response: ServerResponse, { status = 200, headers = {}, body = "", end }: Reply): void {
  if (end === "hang") return;
  if (end === "reset") {
    response.destroy();
    return;
  }
  const bytes = typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/fhir+json", ...headers });
  if (end === "cut") response.write(bytes, () => response.destroy());
  else response.end(bytes);
}

/** The port a server listens on. */
export function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}
