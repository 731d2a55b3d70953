import type { Demo } from "../demo/start-demo.ts";
import { shellOf } from "./launching-browser.ts";

export interface ChartAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** One launch held the way a frame holds it: its id, its cookie, and our origin. */
export interface ChartSession {
  readonly launch: string;
  get(path: string): Promise<ChartAnswer>;
  post(path: string, body: unknown): Promise<ChartAnswer>;
  put(path: string, body: unknown): Promise<ChartAnswer>;
  delete(path: string, body: unknown): Promise<ChartAnswer>;
  /** The same frame, served by another process of ours. */
  at(address: string): ChartSession;
}

interface Opening {
  readonly patient: string;
  readonly user?: string;
  /** The cookies of the browser it is opened in; a browser of its own unless given. */
  readonly jar?: Map<string, string>;
}

/** Opens a chart of the demo as one of its people, hop by hop over real sockets. */
export async function openChart(
  demo: Demo,
  { patient, user = "rn-1", jar = new Map() }: Opening,
): Promise<ChartSession> {
  const ask = async (url: string, init: RequestInit = {}) => {
    const ours = url.startsWith(`${demo.appUrl}/`);
    const cookie = [...jar].map((pair) => pair.join("=")).join("; ");
    const response = await fetch(url, {
      ...init,
      headers: { ...(ours ? { cookie } : {}), ...init.headers },
      redirect: "manual",
    });
    for (const line of ours ? response.headers.getSetCookie() : []) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return response;
  };
  const { launch } = shellOf(await signIn(demo, ask, demo.sandbox.newLaunch({ patient, user })));
  return sessionAt(demo.appUrl);

  function sessionAt(address: string): ChartSession {
    const call = async (path: string, init: RequestInit): Promise<ChartAnswer> => {
      const cookie = [...jar].map((pair) => pair.join("=")).join("; ");
      const headers = { ...init.headers, cookie, "x-caremonth-launch": launch };
      const response = await ask(`${address}${path}`, { ...init, headers });
      const text = await response.text();
      return { status: response.status, body: text === "" ? null : JSON.parse(text) };
    };
    const send = (method: string) => (path: string, body: unknown) =>
      call(path, {
        method,
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", origin: demo.appUrl, "sec-fetch-site": "same-origin" },
      });
    return {
      launch,
      get: (path) => call(path, {}),
      post: send("POST"),
      put: send("PUT"),
      delete: send("DELETE"),
      at: sessionAt,
    };
  }
}

async function signIn(demo: Demo, ask: (url: string) => Promise<Response>, launch: string): Promise<string> {
  let next = `${demo.appUrl}/launch?${new URLSearchParams({ iss: demo.sandbox.fhirBase, launch })}`;
  for (let hop = 0; hop < 10; hop += 1) {
    const response = await ask(next);
    const location = response.headers.get("location");
    if (location === null) return response.text();
    next = new URL(location, next).href;
  }
  throw new Error("The sign-in never came back.");
}
