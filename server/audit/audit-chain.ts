import type { Keyring } from "../keys/keyring.ts";
import type { AuditEntryTable } from "../store/schema.ts";

/** How long the chain is and the MAC of its last entry. Kept elsewhere too, it proves that no tail was cut off. */
export interface AuditHead {
  readonly count: number;
  readonly mac: string;
}

/** The head before the first entry. */
export const emptyHead: AuditHead = { count: 0, mac: "" };

/** The MAC that ties an entry to all of its own columns and to the entry before it. */
export function entryMac(keys: Keyring, entry: Omit<AuditEntryTable, "mac">): string {
  const { prev_mac, seq, at, kind, practice, actor_key, patient_key, launch_key, details } = entry;
  const nullable = [practice, actor_key, patient_key, launch_key].flatMap((value) =>
    value === null ? ["null", ""] : ["text", value],
  );
  return keys.auditMac(["audit-entry", prev_mac, String(seq), at, kind, ...nullable, details]);
}

/** The head with a MAC of its own, so that only a holder of the key can write one. */
export function sealHead(keys: Keyring, { count, mac }: AuditHead): AuditHead & { readonly seal: string } {
  return { count, mac, seal: keys.auditMac(["audit-head", String(count), mac]) };
}
