import { type Clinic, LaunchingBrowser, shellOf } from "./launching-browser.ts";
import { ownPage } from "./open-test-launch.ts";
import type { Route } from "./product-routes.ts";
import { origin } from "./test-server.ts";

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** One launch of somebody who works in several practices, opened in the one they chose. */
export interface Opened {
  readonly id: string;
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
}

interface Opening {
  readonly user: string;
  /** Null for a launch from outside every chart. */
  readonly patient: string | null;
  /** The name of the practice they choose. */
  readonly practice: string;
}

/** Signs in over real sockets, and chooses the practice on the page that asks. */
export async function openIn(clinic: Clinic, { user, patient, practice }: Opening): Promise<Opened> {
  const browser = new LaunchingBrowser(clinic);
  const launch = clinic.sandbox.newLaunch({ user, ...(patient === null ? {} : { patient }) });
  const page = await (await browser.ask(await browser.signIn(launch))).text();
  const [, href = ""] = new RegExp(`<a href="([^"]+)">${practice}</a>`).exec(page) ?? [];
  const html = await (await browser.ask(`${origin}${href.replaceAll("&amp;", "&")}`)).text();
  const id = shellOf(html).launch;
  return {
    id,
    ask: async (method, path, body) => {
      const json = body === undefined ? {} : { "content-type": "application/json" };
      const headers = { "x-caremonth-launch": id, ...ownPage, ...json };
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await browser.ask(`${origin}${path}`, { method, headers, ...sent });
      return { status: answer.status, text: await answer.text() };
    },
  };
}

/** What stands for the parameters of addresses, and what is sent to a route that takes a body. */
export interface Said {
  readonly params: Readonly<Record<string, string>>;
  readonly bodies: Readonly<Record<string, unknown>>;
}

const lookingFirst = ["GET", "PUT", "POST", "PATCH", "DELETE"];

/**
 * Asks every route that serves this kind of launch, those that look before those that change, and leaving last. A
 * parameter or a body that nobody thought of is an error: a new route is to be walked too.
 */
export async function walk(
  opened: Opened,
  kind: "required" | "panel",
  { routes, params, bodies }: Said & { readonly routes: readonly Route[] },
): Promise<Record<string, Answer>> {
  const answers: Record<string, Answer> = {};
  const served = routes.filter(({ launch }) => launch === kind || launch === "any");
  const rank = ({ method, url }: Route) => (url === "/api/log-off" ? 9 : lookingFirst.indexOf(method));
  for (const { method, url } of served.toSorted((one, other) => rank(one) - rank(other))) {
    const name = `${method} ${url}`;
    if (method !== "GET" && !Object.hasOwn(bodies, name))
      throw new Error(`Nobody said what is sent to ${name}.`);
    const path = url.replaceAll(/:(\w+)/g, (_, param: string) => {
      const said = params[param];
      if (said === undefined) throw new Error(`Nobody said what stands for :${param} in ${name}.`);
      return said;
    });
    answers[name] = await opened.ask(method, path, bodies[name]);
  }
  return answers;
}
