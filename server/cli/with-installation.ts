import { dayIn } from "../../fhir-mappings/fhir-date.ts";
import { createAuditLog } from "../audit/audit-log.ts";
import type { Config } from "../config.ts";
import { ConfigProblem } from "../config-problem.ts";
import type { Day } from "../contract/index.ts";
import type { ServerDeps } from "../deps.ts";
import { readEnvironment } from "../environment.ts";
import { Refusal } from "../errors.ts";
import { openStoreOf, readConfig, readKeyring } from "../installation.ts";
import { FolderInUse } from "../store/folder-lock.ts";
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
}

/**
 * Does something with a practice of the installation that the environment names, in its PostgreSQL or the folder
 * given, and closes it again. `prepare` checks what was asked before the store is opened. Throws WrongUsage where that,
 * the opening or the work itself is refused; nothing was changed then.
 */
export async function withInstallation<Value>(
  { pilot, practice }: Where,
  prepare: (known: Known) => (installation: Installation) => Promise<Value>,
): Promise<Value> {
  try {
    const environment = readEnvironment(process.env, pilot === undefined ? [] : ["--pilot", pilot]);
    const keys = readKeyring(environment.keyFile);
    const config = await readConfig(environment, keys, process.env);
    const now = () => new Date().toISOString();
    const named = practiceNamed(config, practice);
    const work = prepare({ config, practice: named, today: dayIn(named.timezone, now()) });
    const store = await openStoreOf(environment);
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
  if (error instanceof Refusal) return new WrongUsage(error.inWords());
  return error;
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
