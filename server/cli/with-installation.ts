import { createAuditLog } from "../audit/audit-log.ts";
import type { Config } from "../config.ts";
import { ConfigProblem } from "../config-problem.ts";
import type { ServerDeps } from "../deps.ts";
import { readEnvironment } from "../environment.ts";
import { Refusal } from "../errors.ts";
import { openStoreOf, readConfig, readKeyring } from "../installation.ts";
import { FolderInUse } from "../store/folder-lock.ts";
import { WrongUsage } from "./command.ts";

/** What a command needs of an installation that it works on. */
export type Installation = Pick<ServerDeps, "config" | "store" | "audit" | "now">;

/**
 * Does something with the installation that the environment names, in its PostgreSQL or the folder given, and closes it
 * again. Throws WrongUsage where it cannot be opened or refuses what was asked; nothing was changed then.
 */
export async function withInstallation<Value>(
  pilot: string | undefined,
  work: (installation: Installation) => Promise<Value>,
): Promise<Value> {
  try {
    const environment = readEnvironment(process.env, pilot === undefined ? [] : ["--pilot", pilot]);
    const keys = readKeyring(environment.keyFile);
    const config = await readConfig(environment, keys, process.env);
    const store = await openStoreOf(environment);
    const now = () => new Date().toISOString();
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

/** The practice a command is about: the one named, or the only one. Throws WrongUsage. */
export function practiceNamed({ practices }: Config, id: string | undefined): Config["practices"][number] {
  const named = practices.filter((one) => id === undefined || one.id === id);
  const [practice, ...more] = named;
  if (practice && more.length === 0) return practice;
  const known = practices.map((one) => one.id).join(", ");
  throw new WrongUsage(`Say which practice is meant with --practice: ${known}.`);
}
