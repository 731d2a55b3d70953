import { buildConfig, type Config } from "./config.ts";
import { ConfigProblem, issuesOf } from "./config-problem.ts";
import { type Environment, readJsonFile, type StoreEnvironment } from "./environment.ts";
import { KeyFile } from "./keys/key-file.ts";
import { createKeyring, type Keyring } from "./keys/keyring.ts";
import { openStore, type Store } from "./store/store.ts";

const pilotNotice =
  "Pilot: everything CareMonth keeps is in one folder on one machine. Do not use it for billing without backups.";

/** The keys in the file that CAREMONTH_KEYS names. Throws ConfigProblem; no key is ever quoted. */
export function readKeyring(file: string): Keyring {
  return createKeyring(readKeyFile(file));
}

/** The checked content of a key file. Throws ConfigProblem; no key is ever quoted. */
export function readKeyFile(file: string): KeyFile {
  const parsed = KeyFile.safeParse(readJsonFile("CAREMONTH_KEYS", file));
  if (!parsed.success) throw new ConfigProblem(issuesOf(parsed.error, `CAREMONTH_KEYS ${file}`));
  return parsed.data;
}

/** The configuration in the file that CAREMONTH_CONFIG names; client secrets may stand in variables. Throws ConfigProblem. */
export function readConfig(
  { configFile, store }: Environment,
  keys: Keyring,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Config> {
  const notice = store.kind === "folder" ? pilotNotice : null;
  const where = `CAREMONTH_CONFIG ${configFile}`;
  return buildConfig(readJsonFile("CAREMONTH_CONFIG", configFile), keys, { where, notice, variables });
}

/** Opens the store of the environment. Losing the folder's lock stops the process: another one may be writing. */
export function openStoreOf({ store }: Pick<StoreEnvironment, "store">): Promise<Store> {
  return openStore(store.kind === "postgres" ? store : { ...store, onLost: stopAtOnce });
}

function stopAtOnce(): void {
  process.stderr.write(
    "The lock of the store folder was lost, so CareMonth stops before two processes write.\n",
  );
  process.exit(1);
}
