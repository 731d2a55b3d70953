import type { Task } from "fhir/r4";
import { ehrClient } from "../../launch/ehr-client.ts";
import { lookUpTask, type TaskWrite, writeTask } from "../../launch/write-back/native-task.ts";
import { fixedToken } from "./fixed-token.ts";
import { type Interference, type StoredEhr, storedEhr } from "./stored-ehr.ts";

/** The business identifier of the month. */
export const identifier = { system: "urn:oid:2.25.1", value: "month-key" };

/** The month as a Task of p1; the hash tells its contents apart. */
export function month(hash: string, more: Partial<Task> = {}): Task {
  return {
    resourceType: "Task",
    identifier: [identifier],
    status: "in-progress",
    intent: "order",
    for: { reference: "Patient/p1" },
    input: [{ type: { text: "hash" }, valueString: hash }],
    ...more,
  };
}

const has = (part: string) => (resource: unknown) => JSON.stringify(resource).includes(`"${part}"`);

/** The EHR as our client asks it. */
export function client(ehr: StoredEhr, deadlineMs = 300) {
  return ehrClient({
    base: ehr.base,
    tokens: fixedToken(),
    sleep: async () => undefined,
    deadlineMs,
  });
}

/** Writes the new month for a user who saw none, unless said. */
export function write(ehr: StoredEhr, more: Partial<TaskWrite> = {}) {
  return writeTask({
    client: client(ehr),
    task: month("new"),
    patient: "p1",
    expected: null,
    conditionalCreate: false,
    isSent: has("new"),
    carries: has("order"),
    ...more,
  });
}

/** Looks the new month up, as after an answer that was lost. */
export function lookUp(ehr: StoredEhr) {
  return lookUpTask({
    client: client(ehr),
    identifier,
    patient: "p1",
    isSent: has("new"),
    carries: has("order"),
  });
}

/** An EHR that holds the month as the user saw it. */
export async function holding(
  interference: Interference = {},
  task: Task = month("old"),
): Promise<StoredEhr> {
  const ehr = await storedEhr(interference);
  ehr.put("Task", "t1", JSON.stringify(task));
  return ehr;
}

/** What `holding` holds, to the user. */
export const seenByUser = { reference: "Task/t1", version: "1" };
