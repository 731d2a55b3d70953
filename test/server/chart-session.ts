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
}

/** Opens a chart of the demo as one of its people, hop by hop over real sockets. */
export async function openChart(
  demo: Demo,
  { patient, user = "rn-1" }: { readonly patient: string; readonly user?: string },
): Promise<ChartSession> {
  const jar = new Map<string, string>();
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
  const call = async (path: string, init: RequestInit): Promise<ChartAnswer> => {
    const headers = { ...init.headers, "x-caremonth-launch": launch };
    const response = await ask(`${demo.appUrl}${path}`, { ...init, headers });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  };
  return {
    launch,
    get: (path) => call(path, {}),
    post: (path, body) =>
      call(path, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", origin: demo.appUrl, "sec-fetch-site": "same-origin" },
      }),
  };
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
