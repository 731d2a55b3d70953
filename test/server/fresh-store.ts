import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { openStore, type Store } from "../../server/store/store.ts";
import { storeTemplate } from "./store-template.ts";

/** The PostgreSQL the tests were given, if any. */
export const postgresUrl = process.env["DATABASE_URL"];

/** An empty store of its own: PGlite in memory, or a new database that is dropped when it is closed. */
export async function freshStore(): Promise<Store> {
  if (!postgresUrl) return openStore({ kind: "memory", dump: await storeTemplate(inject("storeTemplates")) });
  const { url, drop } = await freshDatabase(postgresUrl);
  const store = await openStore({ kind: "postgres", url });
  return {
    db: store.db,
    close: async () => {
      await store.close();
      await drop();
    },
  };
}

/** A new empty database beside the given one. */
export async function freshDatabase(base: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `caremonth_test_${randomUUID().replaceAll("-", "")}`;
  await execute(base, `create database ${name} template template0`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(base, `drop database ${name} with (force)`) };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
