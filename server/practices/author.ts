import type { AuditEvent } from "../audit/audit-log.ts";

/** In whose name something of a practice is changed. */
export interface Author {
  /** As the history names them. */
  readonly name: string;
  /** The launch they act from; null at the command line. */
  readonly launch: AuditEvent["subject"];
}

interface PracticeEvent {
  readonly kind: string;
  readonly at: string;
  readonly practice: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The entry of the audit log for a change of a practice's set-up. */
export function auditOf(
  { name, launch }: Author,
  { details, practice, ...event }: PracticeEvent,
): AuditEvent {
  return { ...event, subject: launch, details: { ...details, practice, by: name } };
}
