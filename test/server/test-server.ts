import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FastifyInstance, RouteOptions } from "fastify";
import { buildApp } from "../../server/app.ts";
import { createAuditLog } from "../../server/audit/audit-log.ts";
import { buildConfig } from "../../server/config.ts";
import type { PersonFields } from "../../server/contract/index.ts";
import type { ServerDeps } from "../../server/deps.ts";
import { generateKeys } from "../../server/keys/key-file.ts";
import { createKeyring } from "../../server/keys/keyring.ts";
import { setUpPractice } from "../demo/set-up-practice.ts";
import { freshStore } from "./fresh-store.ts";

export const origin = "https://caremonth.example.org";
export const chartOrigin = "https://chart.example.org";

/** A small page in the shape the build leaves it. */
const page = `<!doctype html><html><head><meta name="csp-nonce" content="__NONCE__">
<script type="module" nonce="__NONCE__" src="/assets/app-1a2b.js"></script></head><body></body></html>`;

export const practice = {
  id: "north",
  name: "North Family Practice",
  timezone: "America/New_York",
};

/** Others, which a test may configure beside it. */
export const otherPractice = { id: "south", name: "South Family Practice", timezone: "America/New_York" };
export const thirdPractice = { id: "west", name: "West Family Practice", timezone: "America/Denver" };

/** A connection as a configuration file holds it. */
export const connection = {
  iss: "https://ehr.example.org/fhir",
  name: "Example EHR",
  client_id: "caremonth",
  auth: "public",
  frame_ancestors: [chartOrigin],
  practices: [practice.id],
};

export interface TestServer {
  readonly app: FastifyInstance;
  readonly deps: ServerDeps;
  readonly logLines: string[];
  /** Moves the server's clock on. */
  pass(time: { minutes?: number; ms?: number }): void;
  close(): Promise<void>;
}

interface Setup {
  /** Who works in the practice; nobody unless said otherwise. */
  readonly people?: readonly PersonFields[];
  readonly config?: Readonly<Record<string, unknown>>;
  /** Registers more routes than the product has, before the server is ready. */
  readonly more?: (app: FastifyInstance, deps: ServerDeps) => void;
  /** Hears of every route of the product as it is registered. */
  readonly onRoute?: (route: RouteOptions) => void;
}

/** A server of its own with its own store, keys, clock and log. */
export async function startTestServer({
  config = {},
  people = [],
  more,
  onRoute,
}: Setup = {}): Promise<TestServer> {
  const appDir = writePage();
  const store = await freshStore();
  const keys = createKeyring(generateKeys([practice, otherPractice, thirdPractice].map(({ id }) => id)));
  const clock = testClock();
  const logLines: string[] = [];
  const deps: ServerDeps = {
    config: await buildConfig({ origin, practices: [practice], connections: [connection], ...config }, keys),
    store,
    keys,
    audit: createAuditLog(keys),
    now: clock.now,
    appDir,
    log: { level: "info", stream: { write: (line) => logLines.push(line) } },
  };
  await setUpPractice(deps, { id: practice.id, settings: { type: "physician_office", pos: "11" }, people });
  const app = buildApp(deps);
  if (onRoute) app.addHook("onRoute", onRoute);
  if (more) void app.register(async (routes) => more(routes, deps));
  const close = async () => {
    await app.close();
    await store.close();
    rmSync(appDir, { recursive: true });
  };
  try {
    await app.ready();
  } catch (error) {
    await close();
    throw error;
  }
  return { app, deps, logLines, pass: clock.pass, close };
}

/** A clock that starts now and stands still until it is moved. */
function testClock() {
  let ms = Date.now();
  return {
    now: () => new Date(ms).toISOString(),
    pass: (time: { minutes?: number; ms?: number }) => {
      ms += (time.minutes ?? 0) * 60_000 + (time.ms ?? 0);
    },
  };
}

function writePage(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "caremonth-app-"));
  mkdirSync(path.join(folder, "assets"));
  writeFileSync(path.join(folder, "index.html"), page);
  writeFileSync(path.join(folder, "assets", "app-1a2b.js"), "export {};\n");
  return folder;
}
