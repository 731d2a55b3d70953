import { type Kysely, type Migration, Migrator } from "kysely";
import { launchesAndAudit } from "./migrations/0001-launches-and-audit.ts";
import { monthRecord } from "./migrations/0002-month-record.ts";
import { panelLaunches } from "./migrations/0003-panel-launches.ts";
import { tokenLife } from "./migrations/0004-token-life.ts";
import { practiceSetUp } from "./migrations/0005-practice-set-up.ts";
import type { Tables } from "./schema.ts";

/** Every migration by name, in order. A released one is never changed; a new one is added at the end. */
const migrations: Readonly<Record<string, Migration>> = {
  "0001-launches-and-audit": { up: launchesAndAudit },
  "0002-month-record": { up: monthRecord },
  "0003-panel-launches": { up: panelLaunches },
  "0004-token-life": { up: tokenLife },
  "0005-practice-set-up": { up: practiceSetUp },
};

/**
 * Brings the store to the newest schema. Safe from several processes at once: an advisory lock lets one work
 * and the others find it done. Throws where a migration fails; nothing of it is kept then.
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw new Error("The store could not be brought to this release's schema.", { cause: error });
}
