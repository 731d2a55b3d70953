import type { Identifier, Task } from "fhir/r4";
import * as z from "zod";
import { belongsTo, isResource } from "../chart-resource.ts";
import type { EhrAnswer, EhrClient } from "../ehr-client.ts";
import { readIssues } from "../ehr-error.ts";
import { type Identified, keepNewest } from "../newest.ts";
import { type PageSieve, readPages, type SearchPages } from "../read-pages.ts";
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
  const sieves: NamedTasks[] = [];
  const sieve = () => {
    const fresh = new NamedTasks(key);
    sieves.push(fresh);
    return fresh;
  };
  const pages = await readPages({ client, search: `Task?${query}`, sieve });
  // Another patient's record came, and a second beginning of the search does not undo that.
  if (sieves.some(({ foreign }) => foreign)) return rejected([otherPatient]);
  return pages.kind === "read" ? judge(pages) : noLookUp(pages);
}

/** A business identifier as a search parameter's value. */
export function tokenOf({ system, value }: TaskKey["identifier"]): string {
  return `${escapeToken(system)}|${escapeToken(value)}`;
}

/** FHIR R4 search §3.1.1.5: these four characters mean something of their own in a parameter's value. */
function escapeToken(value: string): string {
  return value.replace(/[\\$,|]/g, (character) => `\\${character}`);
}

/** The Tasks that carry the key, once each. The EHR was asked for no others and may have sent some. */
class NamedTasks implements PageSieve {
  readonly tasks = new Map<string, Task & Identified>();
  /** One of them does not name the key's patient. */
  foreign = false;
  /** A match came that is no Task anybody can point at: what it carries is not known. */
  unsure = false;
  readonly #key: TaskKey;

  constructor(key: TaskKey) {
    this.#key = key;
  }

  take(resources: readonly unknown[]): void {
    const { client, patient } = this.#key;
    const named = resources
      .filter((one) => isResource(one, "Task"))
      .filter((one) => carriesKey(one, this.#key));
    this.unsure ||= !resources.every((one) => isResource(one, "Task"));
    for (const task of named) keepNewest(this.tasks, task);
    this.foreign ||= !named.every((one) => belongsTo(one, { type: "Task", base: client.base, patient }));
  }
}

type Pages = SearchPages<NamedTasks>;

function judge({ sieve, shortfalls }: Pages & { kind: "read" }): FoundTasks | Rejected {
  if (sieve.unsure || shortfalls.size > 0) return rejected([notSure]);
  const tasks = [...sieve.tasks.values()];
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

function noLookUp(pages: Exclude<Pages, { kind: "read" }>): Rejected | Waiting {
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
