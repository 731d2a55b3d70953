import type { PGlite } from "@electric-sql/pglite";
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import { oneAtATime } from "./one-at-a-time.ts";

/**
 * PGlite as a pool of one for kysely's PostgreSQL dialect: whoever connects waits until the other released,
 * so a transaction is never interleaved. Using the outer handle inside a transaction therefore never ends.
 */
export function pglitePool(lite: PGlite): PostgresPool {
  const turn = oneAtATime();
  return {
    connect: async () => new PgliteClient(lite, await turn.take()),
    end: () => lite.close(),
  };
}

class PgliteClient implements PostgresPoolClient {
  readonly #lite: PGlite;
  readonly release: () => void;

  constructor(lite: PGlite, release: () => void) {
    this.#lite = lite;
    this.release = release;
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    sql: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof sql !== "string") throw new Error("PGlite has no cursors.");
    return this.#run<R>(sql, [...parameters]);
  }

  async #run<R>(sql: string, parameters: unknown[]): Promise<PostgresQueryResult<R>> {
    const { rows, affectedRows, command } = await this.#lite.query<R>(sql, parameters);
    return { rows, rowCount: affectedRows ?? 0, command: changing(command) };
  }
}

const changingCommands = ["UPDATE", "DELETE", "INSERT", "MERGE"] as const;

/** kysely asks for the command only to know whether the count is of changed rows. */
function changing(command: string | undefined): PostgresQueryResult<never>["command"] {
  return changingCommands.find((one) => command?.startsWith(one)) ?? "SELECT";
}
