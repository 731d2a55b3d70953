import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Kysely, PostgresDialect } from "kysely";
import type { TestProject } from "vitest/node";
import { migrate } from "../../server/store/migrate.ts";
import { pglitePool } from "../../server/store/pglite-pool.ts";
import { startInMemory } from "../../server/store/start-pglite.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly storeTemplates: string;
  }
}

/** Gives the run a folder for its template, and takes it away afterwards. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "caremonth-stores-"));
  provide("storeTemplates", folder);
  return () => rm(folder, { recursive: true });
}

/**
 * An empty store at the newest schema as a dump: setting one up takes six times as long as reading it. The first to
 * ask makes it; two who ask at once both do, and the dump appears whole.
 */
export async function storeTemplate(folder: string): Promise<Blob> {
  const file = path.join(folder, "migrated.tar");
  const made = await readFile(file).catch(() => null);
  if (made) return new Blob([made]);
  const dump = await migratedDump();
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, dump.stream());
  await rename(draft, file);
  return dump;
}

async function migratedDump(): Promise<Blob> {
  const lite = await startInMemory();
  const db = new Kysely<never>({ dialect: new PostgresDialect({ pool: pglitePool(lite) }) });
  await migrate(db);
  const dump = await lite.dumpDataDir("none");
  await db.destroy();
  return dump;
}
