import { cleanup, configure, render } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll } from "vitest";
import { createApi } from "../../app/api.ts";
import { App } from "../../app/app.tsx";
import type { LaunchKind } from "../../app/launch-session.ts";
import { createSession } from "../../app/session.ts";
import type { MonthView } from "../../server/contract/index.ts";

/** A machine that is busy is no defect: what comes at all comes within this, and what does not fails by it. */
configure({ asyncUtilTimeout: 20_000 });

/** The network's edge: what no test has answered for is an error. */
export const server = setupServer();

/** Everything asked of the server in this test, as `METHOD path`. */
export const asked: string[] = [];

/** Puts the parts of a browser that jsdom lacks in place, and the network's edge around each test. */
export function browserAround(): void {
  beforeAll(() => {
    Object.defineProperty(window, "matchMedia", { configurable: true, value: noMedia });
    Object.defineProperty(window, "ResizeObserver", { configurable: true, value: NoResizes });
    server.listen({ onUnhandledRequest: "error" });
    server.events.on("request:start", ({ request }) => {
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
    });
  });
  afterEach(() => {
    cleanup();
    server.resetHandlers();
    asked.length = 0;
    wentTo.length = 0;
  });
  afterAll(() => server.close());
}

const noMedia = (media: string) => ({
  media,
  matches: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
});

class NoResizes {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** Where the app left for in this test. */
export const wentTo: string[] = [];

/** Draws the whole app over a server that answers these months in turn, the last one from then on. */
export function openApp(...views: readonly MonthView[]) {
  let turn = 0;
  if (views.length > 0) {
    server.use(
      http.get("/api/month/:month", () => {
        const view = views[Math.min(turn, views.length - 1)];
        turn += 1;
        return HttpResponse.json(view);
      }),
    );
  }
  server.use(http.get("/api/presence", () => new HttpResponse(null, { status: 204 })));
  return openAs("chart");
}

/** Draws the whole app for a launch in a chart or outside every chart. */
export function openAs(kind: LaunchKind) {
  const api = createApi({ launch: "launch-1", bearer: null });
  const go = (address: string) => void wentTo.push(address);
  return render(<App api={api} session={createSession()} nonce="nonce-1" kind={kind} go={go} />);
}

/** A refusal as the server words it. */
export function refusal(status: number, code: string, message = "It did not work.") {
  return HttpResponse.json({ code, message, advice: "Do this next.", request: "req-1" }, { status });
}

/** All words on the page. */
export function pageText(): string {
  return document.body.textContent ?? "";
}
