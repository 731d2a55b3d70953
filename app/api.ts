import type { ApiError } from "../server/contract/api.ts";
import type { LaunchSession } from "./launch-session.ts";

/** An expected failure as the server worded it; `status` 0 means that no answer came. */
export interface Problem extends ApiError {
  readonly status: number;
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

export interface Call {
  readonly path: string;
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Asked by a clock, not by a person: it does not count as activity. */
  readonly background?: boolean;
}

/** Our own server, for one launch. */
export interface Api {
  readonly call: <T>(call: Call) => Promise<Answer<T>>;
}

/**
 * The one way to our own server. Every call names its launch; the bearer is used only once the server has said that
 * this browser sends it no cookie. Expected failures are values; an aborted call rejects.
 */
export function createApi({ launch, bearer }: Pick<LaunchSession, "launch" | "bearer">): Api {
  let proof: string | null = null;
  const send = (call: Call, sent: string | null) => fetch(call.path, request(call, launch, sent));
  return {
    call: async <T>(call: Call): Promise<Answer<T>> => {
      const sent = proof;
      const first = await answered<T>(() => send(call, sent), call);
      if (first.ok || first.problem.code !== "launch_required" || sent === bearer) return first;
      proof = bearer;
      return answered<T>(() => send(call, bearer), call);
    },
  };
}

function request(call: Call, launch: string, bearer: string | null): RequestInit {
  const headers = new Headers({ accept: "application/json", "x-caremonth-launch": launch });
  if (bearer !== null) headers.set("authorization", `Bearer ${bearer}`);
  if (call.background) headers.set("x-caremonth-background", "1");
  if (call.body !== undefined) headers.set("content-type", "application/json");
  return {
    method: call.method ?? "GET",
    headers,
    credentials: "same-origin",
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    ...(call.signal === undefined ? {} : { signal: call.signal }),
  };
}

async function answered<T>(send: () => Promise<Response>, call: Call): Promise<Answer<T>> {
  try {
    const response = await send();
    const text = await response.text();
    return response.ok ? { ok: true, value: parse(text) } : { ok: false, problem: problemOf(response, text) };
  } catch (error) {
    if (call.signal?.aborted) throw error;
    return { ok: false, problem: (call.method ?? "GET") === "GET" ? noAnswer : lostAnswer };
  }
}

/** Our own server wrote it against the contract, so it is trusted; an empty answer is null. */
function parse(text: string) {
  return text === "" ? null : JSON.parse(text);
}

function problemOf({ status, headers }: Response, text: string): Problem {
  const request = headers.get("x-request-id") ?? "";
  try {
    const body: unknown = JSON.parse(text);
    if (isApiError(body)) return { ...body, status };
  } catch {
    // Something between the browser and the server answered in its own words.
  }
  return { ...unreadable, status, request };
}

function isApiError(body: unknown): body is ApiError {
  return (
    typeof body === "object" &&
    body !== null &&
    ["code", "message", "advice", "request"].every((key) => typeof Reflect.get(body, key) === "string")
  );
}

const noAnswer: Problem = {
  code: "no_answer",
  status: 0,
  request: "",
  message: "CareMonth did not answer",
  advice: "Check the network connection, then try again. Nothing was changed.",
};

const lostAnswer: Problem = {
  code: "lost_answer",
  status: 0,
  request: "",
  message: "The answer was lost on the way",
  advice: "Whether it arrived is not known. Read again before you repeat it.",
};

const unreadable: Omit<Problem, "status"> = {
  code: "unreadable_answer",
  request: "",
  message: "CareMonth answered with something this page cannot read",
  advice: "Try again in a minute. If it stays, tell your administrator.",
};
