import type { TestServer } from "./test-server.ts";

export interface HeardEvent {
  readonly kind: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly patient_key: string | null;
}

/** What the audit log holds of one kind, oldest first, opened. */
export async function auditEvents({ deps }: TestServer, kind: string): Promise<HeardEvent[]> {
  const { db } = deps.store;
  const rows = await db
    .selectFrom("audit_entry")
    .selectAll()
    .where("kind", "=", kind)
    .orderBy("seq")
    .execute();
  return rows.map(({ seq, patient_key, details }) => {
    const place = { table: "audit_entry", column: "details", row: String(seq) };
    return { kind, patient_key, details: JSON.parse(deps.keys.open(details, place)) };
  });
}
