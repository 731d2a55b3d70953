import type { AuditLog } from "./audit/audit-log.ts";
import type { Config } from "./config.ts";
import type { Keyring } from "./keys/keyring.ts";
import type { Store } from "./store/store.ts";

/** Everything the routes stand on. Handed in, so that a test or the demo can hold every edge of the process. */
export interface ServerDeps {
  readonly config: Config;
  readonly store: Store;
  readonly keys: Keyring;
  readonly audit: AuditLog;
  /** The present moment as an instant in UTC. */
  readonly now: () => string;
  /** The folder with the built app: index.html and assets/. */
  readonly appDir: string;
  readonly log: LogTarget;
}

/** Where log lines go, one JSON object each. */
export interface LogTarget {
  readonly level: "info" | "warn" | "error" | "silent";
  readonly stream: { write(line: string): void };
}
