import type { Identifier } from "fhir/r4";
import * as z from "zod";
import { belongsTo, isResource } from "../chart-resource.ts";
import type { EhrAnswer, EhrClient } from "../ehr-client.ts";
import { readIssues } from "../ehr-error.ts";
import { newestById } from "../newest.ts";
import { readPages, type SearchPages } from "../read-pages.ts";
import { rejected } from "./judge-write.ts";
import type { Rejected, Waiting } from "./outcome.ts";

/** Whose record is looked for, by which business identifier. */
export interface TaskKey {
  readonly client: EhrClient;
  readonly identifier: { readonly system: string; readonly value: string };
  /** Logical id. */
  readonly patient: string;
}

/** What stands in the EHR under our identifier. `retired` were marked entered in error. */
export interface FoundTasks {
  readonly state: "found";
  readonly active: readonly string[];
  readonly retired: readonly string[];
}

const Ours = z.object({
  identifier: z.array(z.object({ system: z.string().optional(), value: z.string().optional() })),
});

/**
 * Looks the record up by its business identifier. Answers what stands there only when the search was complete;
 * else nothing may be sent on the strength of it.
 */
export async function findTasks(key: TaskKey): Promise<FoundTasks | Rejected | Waiting> {
  const { client, identifier, patient } = key;
  const query = new URLSearchParams({ patient, identifier: tokenOf(identifier) });
  const pages = await readPages(client, `Task?${query}`);
  return pages.kind === "read" ? sift(pages, key) : noLookUp(pages);
}

/** A business identifier as a search parameter's value. */
export function tokenOf({ system, value }: TaskKey["identifier"]): string {
  return `${escapeToken(system)}|${escapeToken(value)}`;
}

/** FHIR R4 search §3.1.1.5: these four characters mean something of their own in a parameter's value. */
function escapeToken(value: string): string {
  return value.replace(/[\\$,|]/g, (character) => `\\${character}`);
}

function sift(pages: SearchPages & { kind: "read" }, key: TaskKey): FoundTasks | Rejected {
  const named = pages.resources
    .filter((one) => isResource(one, "Task"))
    .filter((one) => carriesKey(one, key));
  const whose = { type: "Task", base: key.client.base, patient: key.patient } as const;
  if (!named.every((one) => belongsTo(one, whose))) return rejected([otherPatient]);
  if (pages.shortfalls.size > 0) return rejected([notSure]);
  const tasks = newestById(named);
  const retired = tasks.filter(({ status }) => status === "entered-in-error");
  const active = tasks.filter(({ status }) => status !== "entered-in-error");
  return { state: "found", active: active.map(referenceTo), retired: retired.map(referenceTo) };
}

/** True when the resource carries the business identifier looked for. */
export function carriesKey(resource: unknown, { identifier }: Pick<TaskKey, "identifier">): boolean {
  const { system, value } = identifier;
  const own = Ours.safeParse(resource).data?.identifier ?? [];
  return own.some((one) => one.system === system && one.value === value);
}

/** Our business identifier of a Task about to be written: its first. A Task without one is a defect. */
export function keyOf(identifiers: readonly Identifier[] | undefined): TaskKey["identifier"] {
  const { system, value } = identifiers?.[0] ?? {};
  if (!system || !value) throw new Error("a Task to be written carries no business identifier");
  return { system, value };
}

function referenceTo({ id }: { readonly id: string }): string {
  return `Task/${id}`;
}

function noLookUp(pages: Exclude<SearchPages, { kind: "read" }>): Rejected | Waiting {
  if (pages.kind === "unreadable") return rejected([notSure]);
  const { answer } = pages;
  if (answer.kind === "no_token" || statusOf(answer) === 401) return { state: "waiting", reason: "no_token" };
  const passing = answer.kind === "unreachable" || statusOf(answer) === 429 || statusOf(answer) >= 500;
  if (passing && statusOf(answer) !== 501) return { state: "waiting", reason: "ehr_unreachable" };
  return rejected([notSure, ...readIssues(answer).issues]);
}

function statusOf(answer: EhrAnswer): number {
  return answer.kind === "answered" ? answer.status : 0;
}

const notSure =
  "Nothing was sent: the EHR could not be searched completely, so this month may be recorded there already. Check in the EHR, then try again.";
const otherPatient =
  "Nothing was sent: a record with this month's identifier belongs to another patient in the EHR. Report it to your administrator.";
