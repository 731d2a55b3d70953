import type { ServerResponse } from "node:http";
import { isObject } from "../fhir/json.ts";

/** An answer as it would go out. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Keeps what is answered to a response from going out, and hands it over when it is whole. */
export function holdAnswer(response: ServerResponse, deliver: (answer: Answer) => void): void {
  const chunks: Buffer[] = [];
  const take = (chunk: unknown) => chunks.push(...toBuffers(chunk));
  response.writeHead = (status: number, ...rest: unknown[]) => {
    response.statusCode = status;
    setHeaders(response, rest.at(-1));
    return response;
  };
  response.write = (chunk: unknown) => take(chunk) > 0;
  response.end = (chunk?: unknown) => {
    take(chunk);
    deliver({ status: response.statusCode, headers: headersOf(response), body: Buffer.concat(chunks) });
    return response;
  };
}

/** Lets the response be written again, starting with this answer's status and headers. */
export function openWith({ status, headers, body }: Answer, response: ServerResponse): void {
  for (const held of ["writeHead", "write", "end"]) Reflect.deleteProperty(response, held);
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  const length = { "content-length": String(body.length) };
  response.writeHead(status, { ...withoutFraming(headers), ...(status === 204 ? {} : length) });
}

function withoutFraming(headers: Answer["headers"]): Record<string, string> {
  const { "content-length": _length, "transfer-encoding": _encoding, ...rest } = headers;
  return rest;
}

function setHeaders(response: ServerResponse, headers: unknown): void {
  if (!isObject(headers)) return;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
}

function headersOf(response: ServerResponse): Record<string, string> {
  return Object.fromEntries(Object.entries(response.getHeaders()).map(([name, value]) => [name, `${value}`]));
}

function toBuffers(chunk: unknown): Buffer[] {
  if (typeof chunk === "string") return [Buffer.from(chunk)];
  return chunk instanceof Uint8Array ? [Buffer.from(chunk)] : [];
}
