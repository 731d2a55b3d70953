import { dayIn } from "../../fhir-mappings/fhir-date.ts";
import { createAuditLog } from "../audit/audit-log.ts";
import type { Config } from "../config.ts";
import { ConfigProblem } from "../config-problem.ts";
import type { Day } from "../contract/index.ts";
import type { ServerDeps } from "../deps.ts";
import { type Environment, readEnvironment } from "../environment.ts";
import { openStoreOf, readConfig, readKeyring } from "../installation.ts";
import { FolderInUse } from "../store/folder-lock.ts";
import type { Store } from "../store/store.ts";
import { contentOf } from "../store/store-folder.ts";
import { WrongUsage } from "./command.ts";

/** What a command needs of an installation that it works on. */
export type Installation = Pick<ServerDeps, "config" | "store" | "audit" | "now">;

/** The practice a command is about, before anything is opened. */
export interface Known {
  readonly config: Config;
  readonly practice: Config["practices"][number];
  /** The day it is there. */
  readonly today: Day;
}

interface Where {
  readonly pilot?: string | undefined;
  readonly practice?: string | undefined;
  /** Whether a store may be begun where there is none yet. */
  readonly begins?: boolean;
}

/**
 * Does something with a practice of the installation that the environment names, in its PostgreSQL or the folder
 * given, and closes it again. `prepare` checks what was asked before the store is opened. Throws WrongUsage where that
 * or the opening is refused, and the work's own Refusal; nothing was changed then.
 */
export async function withInstallation<Value>(
  { pilot, practice, begins = false }: Where,
  prepare: (known: Known) => (installation: Installation) => Promise<Value>,
): Promise<Value> {
  try {
    const environment = readEnvironment(process.env, pilot === undefined ? [] : ["--pilot", pilot]);
    const keys = readKeyring(environment.keyFile);
    const config = await readConfig(environment, keys, process.env);
    const now = () => new Date().toISOString();
    const named = practiceNamed(config, practice);
    const work = prepare({ config, practice: named, today: dayIn(named.timezone, now()) });
    const store = await openedStore(environment, begins);
    try {
      return await work({ config, store, audit: createAuditLog(keys), now });
    } finally {
      await store.close();
    }
  } catch (error) {
    throw asWrongUsage(error);
  }
}

function asWrongUsage(error: unknown): unknown {
  if (error instanceof ConfigProblem || error instanceof FolderInUse) return new WrongUsage(error.message);
  return error;
}

/** The store, once it is sure that a mistyped folder does not become a new one. */
async function openedStore({ store: place }: Environment, begins: boolean): Promise<Store> {
  const content = place.kind === "folder" ? contentOf(place.folder) : "store";
  if (place.kind !== "folder" || content === "store") return openStoreOf({ store: place });
  if (!begins || content === "other") throw new WrongUsage(noStoreIn(place.folder, begins));
  const store = await openStoreOf({ store: place });
  process.stderr.write(`A new store was begun in ${place.folder}.\n`);
  return store;
}

function noStoreIn(folder: string, begins: boolean): string {
  const what = `--pilot: ${folder} holds no CareMonth store. Check the path. `;
  return begins
    ? `${what}It holds something else: a new store is begun in an empty or missing folder only.`
    : `${what}A new store is begun with \`staff add\` or by starting CareMonth, never by this command.`;
}

/** The practice named, or the only one. */
function practiceNamed({ practices }: Config, id: string | undefined): Known["practice"] {
  const [practice, ...more] = practices.filter((one) => id === undefined || one.id === id);
  if (practice && more.length === 0) return practice;
  const known = practices.map((one) => one.id).join(", ");
  throw new WrongUsage(
    id === undefined
      ? `--practice: say which practice is meant: ${known}.`
      : `--practice: ${id} is not configured. There are: ${known}.`,
  );
}
