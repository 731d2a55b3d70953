import type { ServerDeps } from "../deps.ts";
import { transact } from "../store/transact.ts";
import type { AuditEvent } from "./audit-log.ts";

/** Adds one entry to the audit log that tells of nothing else in the store. */
export function recordEvent(
  { store, audit }: Pick<ServerDeps, "store" | "audit">,
  event: AuditEvent,
): Promise<void> {
  return transact(store, (tx) => audit.append(tx, event));
}
