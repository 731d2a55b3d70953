import path from "node:path";
import { buildApp } from "./app.ts";
import { createAuditLog } from "./audit/audit-log.ts";
import { ConfigProblem } from "./config-problem.ts";
import { readEnvironment } from "./environment.ts";
import { openStoreOf, readConfig, readKeyring } from "./installation.ts";
import { FolderInUse } from "./store/folder-lock.ts";

/** How long requests under way may take to finish once the process is told to stop. */
const drainMs = 10_000;

async function start(): Promise<void> {
  const environment = readEnvironment(process.env, process.argv.slice(2));
  const keys = readKeyring(environment.keyFile);
  const config = await readConfig(environment, keys, process.env);
  const store = await openStoreOf(environment);
  const app = buildApp({
    config,
    store,
    keys,
    audit: createAuditLog(keys),
    now: () => new Date().toISOString(),
    appDir: path.resolve("dist", "app"),
    log: { level: "info", stream: process.stdout },
  });
  const stop = () => void drain(async () => app.close().then(() => store.close()));
  process.once("SIGTERM", stop).once("SIGINT", stop);
  const address = await app.listen({ host: environment.host, port: environment.port });
  if (config.notice) process.stderr.write(`${config.notice}\n`);
  process.stderr.write(`CareMonth answers at ${address} for ${config.origin}\n`);
}

async function drain(close: () => Promise<void>): Promise<void> {
  setTimeout(() => process.exit(1), drainMs).unref();
  await close();
  process.exit(0);
}

function sayWhyNot(error: unknown): void {
  const expected = error instanceof ConfigProblem || error instanceof FolderInUse;
  const text = error instanceof Error ? (expected ? error.message : error.stack) : String(error);
  process.stderr.write(`CareMonth did not start.\n${text}\n`);
  process.exitCode = 1;
}

await start().catch(sayWhyNot);
