import type { Task } from "fhir/r4";
import type { EhrClient } from "../ehr-client.ts";

/** One record to write as a Task. */
export interface TaskWrite {
  readonly client: EhrClient;
  /** Its first identifier is our business identifier. Without an id: the EHR gives or keeps it. */
  readonly task: Task;
  /** The launch's patient, as a logical id. */
  readonly patient: string;
  /** What the user saw in the EHR when confirming; null when it held none. */
  readonly expected: { readonly reference: string; readonly version: string } | null;
  /** The EHR advertises conditional create for Task. */
  readonly conditionalCreate: boolean;
  /** Whether a Task as read back carries what is sent here, by the machine inputs it must hold. */
  readonly carries: (resource: unknown) => boolean;
}
