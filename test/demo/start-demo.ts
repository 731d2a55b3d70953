import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import type { FhirResource } from "fhir/r4";
import { buildApp } from "../../server/app.ts";
import { createAuditLog } from "../../server/audit/audit-log.ts";
import { buildConfig } from "../../server/config.ts";
import type { LogTarget, ServerDeps } from "../../server/deps.ts";
import type { KeyFile } from "../../server/keys/key-file.ts";
import { createKeyring } from "../../server/keys/keyring.ts";
import { openStore, type Store } from "../../server/store/store.ts";
import { seedPanel } from "../sandbox-ehr/panel/seed-panel.ts";
import { practiceResources } from "../sandbox-ehr/patients/practice.ts";
import { seedPatients } from "../sandbox-ehr/patients/seed-patients.ts";
import { type Sandbox, startSandbox } from "../sandbox-ehr/sandbox.ts";
import { demoKeys } from "./demo-keys.ts";
import { type Enrolled, enrolledPatients } from "./enrolled-patients.ts";
import { panelEnrolments } from "./panel-enrolments.ts";
import { demoPractice, demoSetUp } from "./practice.ts";
import { seedRecords } from "./seed-records.ts";
import { setUpPractice, type WantedPractice } from "./set-up-practice.ts";

export interface DemoOptions {
  readonly appDir: string;
  /** 0, the default, takes any free port. */
  readonly appPort?: number;
  readonly ehrPort?: number;
  readonly now?: () => Date;
  readonly log?: LogTarget;
  /** Where the app keeps its data; in memory by default. */
  readonly store?: () => Promise<Store>;
  /** The demo's own by default, which name its records alike at every start. */
  readonly keys?: KeyFile;
  /** Two hundred patients instead of the twenty; default false. */
  readonly panel?: boolean;
  /** Charts of one's own instead of ours: nobody among them was enrolled before. */
  readonly patients?: readonly (FhirResource | string)[];
  /** What the practice decides otherwise than the demo's does. */
  readonly settings?: WantedPractice["settings"];
  readonly sandbox?: {
    readonly pageSize?: number;
    readonly patchSupported?: boolean;
    readonly grant?: (asked: string[]) => string[];
  };
}

/** The app and the sandbox EHR that opens it, on two sites of this machine, with nothing kept on disk. */
export interface Demo {
  readonly appUrl: string;
  readonly sandbox: Sandbox;
  readonly deps: ServerDeps;
  close(): Promise<void>;
}

const inMemory = () => openStore({ kind: "memory" });
const silent: LogTarget = { level: "silent", stream: { write: () => undefined } };

/** Starts both sides and puts into the chart what earlier use of CareMonth would have left there. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const now = options.now ?? (() => new Date());
  const port = options.appPort || (await freePort());
  const origin = `http://localhost:${port}`;
  const sandbox = await startSandbox({
    control: true,
    ...options.sandbox,
    port: options.ehrPort ?? 0,
    now,
    launchUrl: `${origin}/launch`,
    client: {
      id: "caremonth-demo",
      redirectUris: [`${origin}/callback`],
      auth: "private_key_jwt",
      jwksUri: `${origin}/.well-known/jwks.json`,
    },
    resources: chartsOf(options, now()),
  });
  const keys = createKeyring(options.keys ?? demoKeys());
  const store = await (options.store ?? inMemory)();
  const config = await buildConfig(
    { origin, practices: [demoPractice], connections: [connectionTo(sandbox)] },
    keys,
    {
      where: "demo",
      notice: "Demo with synthetic patients. Everything is gone when it stops.",
    },
  );
  seedRecords({ sandbox, keys, now: now() }, enrolledOf(options));
  const deps: ServerDeps = {
    config,
    store,
    keys,
    audit: createAuditLog(keys),
    // The app lives in the EHR's time, which somebody may set forward.
    now: () => sandbox.clock.now().toISOString(),
    appDir: options.appDir,
    log: options.log ?? silent,
  };
  const { settings, ...practice } = demoSetUp(sandbox.fhirBase);
  await setUpPractice(deps, { ...practice, settings: { ...settings, ...options.settings } });
  const app = buildApp(deps);
  await app.listen({ host: "localhost", port });
  const close = async () => {
    await app.close();
    await sandbox.close();
    await store.close();
  };
  return { appUrl: origin, sandbox, deps, close };
}

function chartsOf({ patients, panel }: DemoOptions, now: Date): readonly (FhirResource | string)[] {
  if (patients) return [...practiceResources(), ...patients];
  return panel ? seedPanel(now) : seedPatients(now);
}

function enrolledOf({ patients, panel }: DemoOptions): readonly Enrolled[] {
  if (patients) return [];
  return panel ? [...enrolledPatients, ...panelEnrolments()] : enrolledPatients;
}

function connectionTo({ url, fhirBase }: Sandbox) {
  return {
    iss: fhirBase,
    name: "Sandbox EHR",
    client_id: "caremonth-demo",
    auth: "private_key_jwt",
    frame_ancestors: [url],
    practices: [demoPractice.id],
    insecure_http: true,
  };
}

/**
 * A free port; the wanted one where nobody listens there. Otherwise one below those a system gives away by itself, to
 * a connection that begins between the asking and the listening, say.
 */
export async function freePort(wanted = drawnPort()): Promise<number> {
  return (await isFree(wanted)) ? wanted : freePort();
}

const drawnPort = () => randomInt(11_000, 30_000);

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "localhost", () => probe.close(() => resolve(true)));
  });
}
