import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { text } from "node:stream/consumers";
import { portOf } from "../launch/scripted-ehr.ts";

/** An EHR on 127.0.0.1, and on localhost, another site, an app as fhirclient's documentation shows it. */
export interface StockApp {
  readonly chart: string;
  /** The app's address for one page of it, opened from a patient's chart. */
  launchOf(page: string, patient: string): string;
  /** The patients whose sign-in the EHR was asked for, in order. */
  readonly signedIn: string[];
  close(): void;
}

const library = path.join(
  path.dirname(createRequire(import.meta.url).resolve("fhirclient/package.json")),
  "build/fhir-client.min.js",
);

const page = (script: string) => `<!doctype html><body></body><script src="/fhirclient.js"></script>
<script>const line = document.body.appendChild(document.createElement("p"));
const show = (client) => line.append("shows " + client.patient.id);
const app = { clientId: "app", scope: "launch", completeInTarget: true };${script}</script>`;

const keyed = "FHIR.oauth2.settings.fullSessionStorageSupport = false;";

const pages: Readonly<Record<string, string>> = {
  "/launch": page('FHIR.oauth2.authorize({ ...app, redirectUri: "/app" });'),
  "/app": page("FHIR.oauth2.ready().then(show);"),
  "/keyed-launch": page(`${keyed} FHIR.oauth2.authorize({ ...app, redirectUri: "/keyed-app" });`),
  "/keyed-app": page(`${keyed} FHIR.oauth2.ready().then(show);`),
  "/init": page('FHIR.oauth2.init({ ...app, redirectUri: "/init" }).then(show);'),
};

type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export async function startStockApp(): Promise<StockApp> {
  const script = await readFile(library);
  const signedIn: string[] = [];
  const origins = { chart: "", app: "" };
  const routes: Readonly<Record<string, Answer>> = {
    "/fhirclient.js": (_, response) => void response.setHeader("content-type", "text/javascript").end(script),
    "/fhir/.well-known/smart-configuration": (_, response) => sendJson(response, discovery(origins.chart)),
    "/authorize": (request, response) => {
      const { searchParams } = new URL(request.url ?? "", origins.chart);
      signedIn.push(searchParams.get("launch") ?? "");
      response.writeHead(302, { location: backToApp(searchParams) }).end();
    },
    "/token": async (request, response) => sendJson(response, tokenFor(await text(request))),
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "", origins.chart);
    response.setHeader("access-control-allow-origin", "*");
    const answer = routes[pathname];
    if (answer) void answer(request, response);
    else response.setHeader("content-type", "text/html").end(pages[pathname] ?? "<!doctype html>");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const port = portOf(server.address());
  origins.chart = `http://127.0.0.1:${port}`;
  origins.app = `http://localhost:${port}`;
  return {
    chart: `${origins.chart}/charts`,
    launchOf: (at, patient) =>
      `${origins.app}${at}?${new URLSearchParams({ iss: `${origins.chart}/fhir`, launch: patient })}`,
    signedIn,
    close: () => void server.close(),
  };
}

function sendJson(response: ServerResponse, body: object): void {
  response.setHeader("content-type", "application/json").end(JSON.stringify(body));
}

function discovery(origin: string) {
  return {
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    code_challenge_methods_supported: ["S256"],
  };
}

/** The launch names the patient, the code repeats it, and the token is for that patient. */
function backToApp(asked: URLSearchParams): string {
  const back = new URL(asked.get("redirect_uri") ?? "");
  back.searchParams.set("code", asked.get("launch") ?? "");
  back.searchParams.set("state", asked.get("state") ?? "");
  return back.href;
}

function tokenFor(form: string) {
  const patient = new URLSearchParams(form).get("code");
  return { access_token: `token-of-${patient}`, token_type: "Bearer", expires_in: 570, patient };
}
