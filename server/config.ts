import type { Connection } from "../launch/connections.ts";
import { readClientSecret } from "./client-secret.ts";
import type { ConnectionSetting } from "./config-connection.ts";
import { ConfigFile, type PracticeSetting } from "./config-file.ts";
import { withPolicy } from "./config-policy.ts";
import { ConfigProblem, issuesOf } from "./config-problem.ts";
import { withStaffAtTheirEhr } from "./config-staff.ts";
import type { Keyring } from "./keys/keyring.ts";

/** What an installation is set up for, checked and ready to use. */
export interface Config {
  /** Where browsers reach this installation, such as `https://caremonth.example.org`. */
  readonly origin: string;
  /** A launch nobody used for longer than this is locked. */
  readonly idleMinutes: number;
  /** How long one reading of a chart may take. */
  readonly readSeconds: number;
  /** Addresses and ranges of the proxies in front whose word on where a request came from is taken. */
  readonly trustedProxies: readonly string[];
  readonly practices: readonly PracticeSetting[];
  readonly connections: readonly Connection[];
  /** A standing remark on every screen, such as that this is a pilot; null when there is none. */
  readonly notice: string | null;
}

interface ConfigSource {
  /** Names the source in messages. */
  readonly where: string;
  readonly notice: string | null;
  /** Where client secrets are read that the configuration names by variable. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

const inProcess: ConfigSource = { where: "configuration", notice: null };

/**
 * The configuration in a parsed JSON value, with the key or secret by which each connection proves who it is.
 * Throws ConfigProblem, which says what is wrong where and what to do.
 */
export async function buildConfig(
  value: unknown,
  keys: Keyring,
  source: ConfigSource = inProcess,
): Promise<Config> {
  const parsed = ConfigFile.safeParse(value);
  if (!parsed.success) throw new ConfigProblem(issuesOf(parsed.error, source.where));
  const { origin, practices, connections, ...limits } = parsed.data;
  const nameless = practices.filter(({ id }) => !keys.knowsPractice(id));
  if (nameless.length > 0) throw new ConfigProblem(nameless.map(({ id }) => withoutKey(id)));
  return {
    origin,
    idleMinutes: limits.idle_minutes,
    readSeconds: limits.read_seconds,
    trustedProxies: limits.trusted_proxies,
    practices: practices.map((practice) =>
      withPolicy(withStaffAtTheirEhr(practice, connections), source.where),
    ),
    notice: source.notice,
    connections: await Promise.all(
      connections.map((setting) => connectionOf(setting, keys, source.variables ?? {})),
    ),
  };
}

function withoutKey(practice: string): string {
  return (
    `CAREMONTH_KEYS: the key file has no identifier key for practice ${practice}, so its records could not be named ` +
    `in the EHR. Restore the key file this practice was set up with, or add a new key for a new practice.`
  );
}

async function connectionOf(
  setting: ConnectionSetting,
  keys: Keyring,
  variables: NonNullable<ConfigSource["variables"]>,
): Promise<Connection> {
  return {
    iss: setting.iss,
    name: setting.name,
    clientId: setting.client_id,
    auth: await authenticationOf(setting, keys, variables),
    scopes: setting.scopes,
    frameAncestors: setting.frame_ancestors,
    practice: setting.practice,
    endpointOrigins: setting.endpoint_origins,
    vendor: setting.vendor,
    insecureHttp: setting.insecure_http,
  };
}

async function authenticationOf(
  setting: ConnectionSetting,
  keys: Keyring,
  variables: NonNullable<ConfigSource["variables"]>,
): Promise<Connection["auth"]> {
  const { auth: kind, signing_alg } = setting;
  if (kind === "public") return { kind };
  if (kind === "client_secret_basic" || kind === "client_secret_post")
    return { kind, secret: readClientSecret(setting, variables) };
  const found = await keys.clientKey(signing_alg);
  if (found) return { kind, ...found };
  throw new ConfigProblem([
    `CAREMONTH_KEYS: the key file has no ${signing_alg} key, which ${setting.name} is to be signed in at with. ` +
      "Add one with `npm run caremonth -- keys add FILE`, or leave signing_alg out.",
  ]);
}
