import { type IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import smart from "fhirclient";
import { type ScriptedEhr, scriptedEhr } from "../scripted-ehr.ts";

/*
 * fhirclient as it comes, used as its documentation shows: nothing of ours is in between. Each test beside this file
 * shows a defect of it, and the same scenario through launch/ or the server.
 */

interface Visit {
  /** What fhirclient kept of earlier requests of this browser. */
  readonly kept?: Map<string, unknown>;
  readonly headers?: IncomingHttpHeaders;
}

/** fhirclient before a browser's request to an app's page. */
export function stockAt(url: string, { kept = new Map(), headers = {} }: Visit = {}) {
  const request = new IncomingMessage(new Socket());
  request.url = url;
  Object.assign(request.headers, { host: "app.invalid", ...headers });
  return smart(request, new ServerResponse(request), {
    get: async (key) => kept.get(key),
    set: async (key, value) => kept.set(key, value),
    unset: async (key) => kept.delete(key),
  });
}

/** The options of an app that follows the documentation. */
export const documented = {
  clientId: "caremonth",
  scope: "launch openid fhirUser",
  noRedirect: true,
} as const;

/** A client that fhirclient signed in earlier, as the app finds it with every request. */
export function stockClient(
  { base, origin }: Pick<ScriptedEhr, "base" | "origin">,
  tokenResponse: object = {},
) {
  return stockAt("/").client({
    serverUrl: base,
    clientId: "caremonth",
    tokenUri: `${origin}/token`,
    scope: "launch openid fhirUser online_access",
    tokenResponse: {
      access_token: "access-canary",
      refresh_token: "refresh-canary",
      token_type: "Bearer",
      scope: "launch patient/*.rs online_access",
      patient: "p1",
      ...tokenResponse,
    },
    expiresAt: Math.floor(Date.now() / 1000) + 570,
  });
}

/** Somebody else's server, which answers everything and remembers who came with what. */
export function foreignServer(): Promise<ScriptedEhr> {
  return scriptedEhr(() => ({ body: { resourceType: "Bundle", type: "searchset" } }));
}

/** How a promise ended, for what fhirclient throws. */
export async function thrownBy(promise: Promise<unknown>): Promise<Error> {
  const ended = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(ended instanceof Error)) throw new Error("nothing was thrown");
  return ended;
}
