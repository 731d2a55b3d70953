import { createServer, type Server } from "node:http";
import fastify, { type FastifyInstance } from "fastify";
import type { FhirResource } from "fhir/r4";
import { chartRoutes } from "./chart/chart-routes.ts";
import { controlRoutes } from "./control-routes.ts";
import { FaultRules } from "./faults/fault-rules.ts";
import { LaggingStore, onBehalfOf } from "./faults/lagging-store.ts";
import { Listening } from "./faults/listening.ts";
import { fhirRoutes } from "./fhir/fhir-routes.ts";
import { isObject, isResource } from "./fhir/json.ts";
import type { Stored, StoredOf } from "./fhir/resource-store.ts";
import { SearchPages } from "./fhir/search-pages.ts";
import type { Behaviour } from "./flavours/flavour.ts";
import { FlavourSwitch } from "./flavours/flavour-switch.ts";
import { generic } from "./flavours/generic.ts";
import { FrontDoor, type Interceptor } from "./front-door.ts";
import { type LoggedRequest, RequestLog } from "./request-log.ts";
import { SandboxClock } from "./sandbox-clock.ts";
import type { SandboxOptions } from "./sandbox-options.ts";
import { AccessTokens } from "./smart/access-tokens.ts";
import { authorizationServer } from "./smart/authorization-server.ts";
import { discoveryRoutes } from "./smart/discovery.ts";
import { Launches, type LaunchOptions } from "./smart/launches.ts";
import { peopleIn } from "./smart/patient-picker.ts";
import { signingKey } from "./smart/signing-key.ts";
import { smartStyle } from "./smart/smart-style.ts";

/** A running sandbox EHR and the handles a test has on it that no app would have. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The `iss` of a launch. */
  readonly fhirBase: string;
  /** Creates or replaces without asking anybody. Text is kept byte for byte, id and meta aside. */
  put(resource: FhirResource | string): Stored;
  /** The current version of `Type/id`, or null. */
  get(reference: string): Stored | null;
  /** The current version of every resource of a type, oldest first. */
  all<Type extends FhirResource["resourceType"]>(type: Type): StoredOf<Type>[];
  /** A fresh launch string for the app's launch URL. */
  newLaunch(options: LaunchOptions): string;
  /** Every request in the order of arrival; grows while the sandbox runs. */
  readonly requests: readonly LoggedRequest[];
  /** From now on asks `interceptor` before every request; null stops it. */
  intercept(interceptor: Interceptor | null): void;
  /** What goes wrong with requests from now on, beside what the interceptor says. */
  readonly faults: FaultRules;
  /** Refuses every connection for so long; resolves when the port is shut. */
  refuse(ms: number): Promise<void>;
  /** The time the sandbox goes by. */
  readonly clock: SandboxClock;
  /** Which EHR this is like; may be changed while it runs. */
  readonly flavours: FlavourSwitch;
  /** Withdraws one access token, or all issued until now. */
  revoke(accessToken?: string): void;
  close(): Promise<void>;
}

/**
 * Starts an EHR of its own on 127.0.0.1: a SMART authorization server, a FHIR R4 store that enforces token, scope
 * and patient compartment, and a chart that opens the app in a frame. Everything lives in memory.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const server = createServer();
  const url = await listen(server, options.port ?? 0);
  const parts = await assemble(url, { server, options });
  const app = await pages(parts);
  const { provider, clock, faults, log } = parts;
  const door = new FrontDoor(
    { oauth: provider.callback(), rest: app.routing },
    { now: clock.now, faults, log },
  );
  for (const resource of options.resources ?? []) put(parts.store, resource);
  server.on("request", (request, response) => {
    door.serve(request, response).catch(() => response.destroy());
  });
  return handles({ app, door, parts });
}

type Parts = Awaited<ReturnType<typeof assemble>>;

async function assemble(url: string, { server, options }: { server: Server; options: SandboxOptions }) {
  const { client, clients = [], grant = (asked: string[]) => asked } = options;
  const clock = new SandboxClock(options.now);
  const fhirBase = `${url}/fhir`;
  const store = new LaggingStore(clock.now, fhirBase);
  const parts = {
    url,
    issuer: `${url}/oauth`,
    fhirBase,
    clock,
    store,
    flavours: new FlavourSwitch(options.flavour ?? generic, fixedBehaviour(options)),
    launches: new Launches(clock.now, options.launchLifeSeconds),
    tokens: new AccessTokens(clock.now),
    faults: new FaultRules(),
    log: new RequestLog(),
    listening: new Listening(server, Number(new URL(url).port)),
  };
  const provider = authorizationServer({
    ...parts,
    clients: [client, ...clients],
    key: await signingKey(),
    people: () => peopleIn(store),
    now: clock.now,
    refreshLifeSeconds: options.refreshLifeSeconds,
    grant,
  });
  return { ...parts, options, provider };
}

function fixedBehaviour({
  tokenLifeSeconds,
  patchSupported = true,
  behaviour,
}: SandboxOptions): Partial<Behaviour> {
  return {
    ...(tokenLifeSeconds === undefined ? {} : { tokenLifeSeconds }),
    ...(patchSupported ? {} : { patchFormats: [] }),
    ...behaviour,
  };
}

async function pages(parts: Parts): Promise<FastifyInstance> {
  const { options, clock, issuer, flavours } = parts;
  const app = fastify({ bodyLimit: 8 * 1024 * 1024 });
  const { pageSize = 100, discovery = null, launchUrl } = options;
  app.addHook("preHandler", ({ raw }, _reply, done) => onBehalfOf(raw, done));
  const service = { ...parts, pageSize, pages: new SearchPages(), now: clock.now };
  await app.register(async (scope) => fhirRoutes(scope, service), { prefix: "/fhir" });
  await app.register(async (scope) => discoveryRoutes(scope, { issuer, flavours, lie: discovery }), {
    prefix: "/fhir",
  });
  app.get("/smart-style.json", () => smartStyle);
  chartRoutes(app, { ...parts, launchUrl });
  if (options.control) await app.register(async (scope) => controlRoutes(scope, parts));
  await app.ready();
  return app;
}

interface Running {
  readonly app: FastifyInstance;
  readonly door: FrontDoor;
  readonly parts: Parts;
}

function handles({ app, door, parts }: Running): Sandbox {
  const { url, fhirBase, store, launches, tokens, clock, flavours, faults, listening, log } = parts;
  return {
    url,
    fhirBase,
    put: (resource) => put(store, resource),
    get: (reference) => {
      const [type = "", id = ""] = reference.split("/");
      return store.current(type, id);
    },
    all: (type) => store.all(type),
    newLaunch: (launch) => launches.open(launch),
    requests: log.requests,
    intercept: (interceptor) => {
      door.interceptor = interceptor;
    },
    faults,
    refuse: (ms) => listening.refuse(ms),
    clock,
    flavours,
    revoke: (token) => tokens.revoke(token),
    close: async () => {
      await listening.close();
      await app.close();
    },
  };
}

function put(store: LaggingStore, resource: FhirResource | string): Stored {
  const text = typeof resource === "string" ? resource : JSON.stringify(resource);
  const parsed: unknown = JSON.parse(text);
  if (!isResource(parsed)) throw new Error("put wants a FHIR resource");
  return store.save(text, parsed.id);
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((started, failed) => {
    server.once("error", failed).listen(port, "127.0.0.1", () => {
      const address = server.address();
      started(`http://127.0.0.1:${isObject(address) ? String(address["port"]) : port}`);
    });
  });
}
