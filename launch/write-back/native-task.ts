import type { Task } from "fhir/r4";
import { belongsTo, isResource } from "../chart-resource.ts";
import type { EhrAnswer, EhrAnswered, EhrClient, EhrWrite } from "../ehr-client.ts";
import { readIssues } from "../ehr-error.ts";
import { localReference } from "../fhir-base.ts";
import { parseJson } from "../parse-json.ts";
import { carriesKey, type FoundTasks, findTasks, keyOf, type TaskKey, tokenOf } from "./find-task.ts";
import { conflict, judgeWrite, rejected } from "./judge-write.ts";
import type { WriteOutcome } from "./outcome.ts";
import { type ReadBack, readBack, versionOf } from "./read-back.ts";

/** One record to write as a Task. */
export interface TaskWrite {
  readonly client: EhrClient;
  /** Its first identifier is our business identifier. The id is the EHR's to give and to keep. */
  readonly task: Task;
  /** The launch's patient, as a logical id. */
  readonly patient: string;
  /** What the user saw in the EHR when confirming; null when it held none. */
  readonly expected: { readonly reference: string; readonly version: string } | null;
  /** The EHR advertises conditional create for Task. */
  readonly conditionalCreate: boolean;
  /** Whether a Task as read back is this record in the state sent here, and not an earlier or a later one. */
  readonly isSent: (resource: unknown) => boolean;
  /** Whether it says all that is sent here. */
  readonly carries: (resource: unknown) => boolean;
}

/**
 * Writes the record once: looks it up by business identifier, creates it or updates exactly the version the user
 * saw, and reads it back. Only what was read back is confirmed. Nothing is sent twice and nothing is sent when
 * the look-up was not complete.
 */
export async function writeTask(write: TaskWrite): Promise<WriteOutcome> {
  const key = { client: write.client, identifier: keyOf(write.task.identifier), patient: write.patient };
  if (!belongsTo(write.task, { type: "Task", base: write.client.base, patient: write.patient })) {
    throw new Error("a Task to be written is not the launch's patient's");
  }
  const found = await findTasks(key);
  if (found.state !== "found") return found;
  const [only, ...others] = found.active;
  if (others.length > 0) return rejected([duplicate(found.active)]);
  return only === undefined ? create(write, key, found) : update(write, key, only);
}

async function create(write: TaskWrite, key: TaskKey, found: FoundTasks): Promise<WriteOutcome> {
  if (write.expected) return conflict(vanished);
  // A record marked entered in error would be found by If-None-Exist too, and adopted.
  const conditional = write.conditionalCreate && found.retired.length === 0;
  const query = new URLSearchParams({ identifier: tokenOf(key.identifier) });
  const { id: _, ...body } = write.task;
  const answer = await write.client.write({
    ...sending("POST", "Task", body),
    ...(conditional ? { ifNoneExist: String(query) } : {}),
  });
  const judged = judgeWrite(answer);
  if (judged.state !== "accepted") return judged;
  // Answered 200, a conditional create found a record and wrote nothing: it is ours only if it says the same.
  const adopted = conditional && judged.answer.status === 200;
  const taken = {
    reference: createdReference(write.client, judged.answer),
    version: versionOf(judged.answer.etag),
  };
  return confirm(write, key, { ...taken, ifNotSent: adopted ? conflict(recordedMeanwhile) : notYetVisible });
}

async function update(write: TaskWrite, key: TaskKey, reference: string): Promise<WriteOutcome> {
  const { client, expected, task } = write;
  if (expected?.reference !== reference) return conflict(recordedMeanwhile);
  const current = await readBack(client, reference);
  if (current.kind === "unread") return unread(current.answer);
  if (!isOurs(current.resource, key)) return rejected([notOurs]);
  if (current.version === null || current.etag === null) return rejected([noVersion(reference)]);
  if (current.version !== expected.version) return conflict(recordedMeanwhile);
  const body = { ...task, id: reference.slice("Task/".length) };
  const answer = await client.write({ ...sending("PUT", reference, body), ifMatch: current.etag });
  const judged = judgeWrite(answer);
  if (judged.state !== "accepted") return judged;
  const version = versionOf(judged.answer.etag);
  return confirm(write, key, { reference, version, ifNotSent: notYetVisible });
}

function sending(method: "POST" | "PUT", path: string, body: object): EhrWrite {
  return { method, path, body: JSON.stringify(body), contentType: "application/fhir+json" };
}

/** What the EHR's answer to a write said of it, as far as it did. */
interface Taken {
  readonly reference: string | null;
  readonly version: string | null;
  /** What it means when something else stands there. */
  readonly ifNotSent: WriteOutcome;
}

/** The EHR said yes: what it holds now is read back by id before anybody is told so. */
async function confirm(write: TaskWrite, key: TaskKey, taken: Taken): Promise<WriteOutcome> {
  const { reference, version, ifNotSent } = taken;
  if (reference === null) return { state: "unknown", issues: [noReference] };
  const held = await readBack(write.client, reference);
  if (held.kind === "unread") return { state: "unknown", issues: readIssues(held.answer).issues };
  if (version !== null && held.version !== null && held.version !== version) return notYetVisible;
  if (isOurs(held.resource, key) && !write.isSent(held.resource)) return ifNotSent;
  return judgeHeld(write, key, { reference, held });
}

/** What stands in the EHR as the record sent, held against all that was sent. */
function judgeHeld(
  { carries }: Pick<TaskWrite, "carries">,
  key: TaskKey,
  { reference, held: { resource, version } }: { readonly reference: string; readonly held: ReadBack },
): WriteOutcome {
  if (!isOurs(resource, key) || !carries(resource)) return rejected([altered(reference)]);
  if (version === null) return rejected([noVersion(reference)]);
  return { state: "confirmed", reference, version, resource };
}

/** `absent`: the EHR does not hold what was sent, so that it may be sent again. */
export type LookUpOutcome = WriteOutcome | { readonly state: "absent" };

/** Resolves an unknown write: is what was sent in the EHR or not? Sends nothing. */
export async function lookUpTask(
  key: TaskKey & Pick<TaskWrite, "isSent" | "carries">,
): Promise<LookUpOutcome> {
  const found = await findTasks(key);
  if (found.state !== "found") return found;
  const [only, ...others] = found.active;
  if (others.length > 0) return rejected([duplicate(found.active)]);
  if (only === undefined) return { state: "absent" };
  const held = await readBack(key.client, only);
  if (held.kind === "unread") return { state: "unknown", issues: readIssues(held.answer).issues };
  if (!isOurs(held.resource, key) || !key.isSent(held.resource)) return { state: "absent" };
  return judgeHeld(key, key, { reference: only, held });
}

function isOurs(resource: unknown, key: TaskKey): boolean {
  const whose = { type: "Task", base: key.client.base, patient: key.patient } as const;
  return isResource(resource, "Task") && carriesKey(resource, key) && belongsTo(resource, whose);
}

function createdReference(client: EhrClient, { location, text }: EhrAnswered): string | null {
  const named = location === null ? null : localReference(client.base, location);
  if (named?.reference.startsWith("Task/")) return named.reference;
  const body = parseJson(text);
  return isResource(body, "Task") ? `Task/${body.id}` : null;
}

function unread(answer: EhrAnswer): WriteOutcome {
  const judged = judgeWrite(answer);
  // Nothing was written yet, so a lost answer leaves nothing unknown.
  if (judged.state === "unknown") return { state: "waiting", reason: "ehr_unreachable" };
  return judged.state === "accepted" ? rejected([notOurs]) : judged;
}

const recordedMeanwhile =
  "Somebody recorded this month in the EHR since you looked. Look at what stands there now, then decide again.";
const vanished =
  "The record of this month that you saw is no longer in the EHR. Look at what stands there now, then decide again.";
const notOurs = "Nothing was sent: the record found in the EHR is not one CareMonth made for this patient.";
const notYetVisible: WriteOutcome = {
  state: "unknown",
  issues: ["The EHR took the record but does not show it yet."],
};
const noReference = "The EHR took the record but did not say where it put it.";

function duplicate(references: readonly string[]): string {
  return `Nothing was sent: the EHR holds this month ${references.length} times (${references.join(", ")}). A person must review the duplicates there first.`;
}

function altered(reference: string): string {
  return `The EHR stored ${reference}, but not as it was sent. Review it there; it does not count as recorded.`;
}

function noVersion(reference: string): string {
  return `The EHR gives no version of ${reference}, so CareMonth can neither change it safely nor call it recorded.`;
}
