import { Kysely, PostgresDialect, type PostgresPool, type Transaction } from "kysely";
import pg from "pg";
import { columnParsers } from "./column-parsers.ts";
import { lockFolder } from "./folder-lock.ts";
import { migrate } from "./migrate.ts";
import { pglitePool } from "./pglite-pool.ts";
import type { Tables } from "./schema.ts";
import { startInFolder, startInMemory } from "./start-pglite.ts";
import { dataIn } from "./store-folder.ts";

/** Where the data lives. */
export type StorePlace =
  | { readonly kind: "memory"; readonly dump?: Blob }
  | { readonly kind: "folder"; readonly folder: string; readonly onLost: () => void }
  | { readonly kind: "postgres"; readonly url: string };

/** The open store, at the newest schema. Inside a transaction only its own handle may be used. */
export interface Store {
  readonly db: Kysely<Tables>;
  close(): Promise<void>;
}

/** What a caller's transaction hands to those who write in it. */
export type Tx = Transaction<Tables>;

/** Opens the store and brings it to this release's schema. Throws FolderInUse for a folder another process holds. */
export async function openStore(place: StorePlace): Promise<Store> {
  const { pool, release } = await openPool(place);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const close = async () => {
    await db.destroy();
    await release();
  };
  try {
    await migrate(db);
  } catch (error) {
    await close();
    throw error;
  }
  return { db, close };
}

interface OpenPool {
  readonly pool: PostgresPool;
  release(): Promise<void>;
}

async function openPool(place: StorePlace): Promise<OpenPool> {
  if (place.kind === "postgres") return { pool: postgresPool(place.url), release: async () => undefined };
  if (place.kind === "memory")
    return { pool: pglitePool(await startInMemory(place.dump)), release: async () => undefined };
  const release = await lockFolder(place.folder, place.onLost);
  try {
    return { pool: pglitePool(await startInFolder(dataIn(place.folder))), release };
  } catch (error) {
    await release();
    throw error;
  }
}

function postgresPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: (oid, format) => columnParsers[oid] ?? pg.types.getTypeParser(oid, format) },
  });
  // An idle connection that breaks is replaced by the pool at the next query, which reports what is wrong.
  pool.on("error", () => undefined);
  return pool;
}
