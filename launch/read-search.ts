import type { SearchedType } from "../fhir-mappings/patient-element.ts";
import type { EhrAnswer } from "./ehr-client.ts";
import { keepNewest } from "./newest.ts";
import type { ReadWave, TypeRead } from "./read-chart.ts";
import { complete, denied, endingOf, isSessionOver, type ReadEnding, unsupported } from "./read-ending.ts";
import { readPages, type SearchPages } from "./read-pages.ts";
import { type Kept, ReadSieve } from "./read-sieve.ts";
import { failedWords, incompleteWords, type ReadShortfall } from "./read-words.ts";
import { granted } from "./scopes.ts";
import { generic } from "./vendors/generic.ts";
import type { Narrowing, SearchRule } from "./vendors/vendor.ts";

/** Asked for, so that fewer pages have to be waited for one after the other. An EHR may give fewer. */
const pageSize = 200;

/** Searches one type by patient to its last page and keeps what is certainly this patient's. */
export async function readSearch<Type extends SearchedType>(
  wave: ReadWave,
  type: Type,
): Promise<TypeRead<Type>> {
  const grant = granted(wave.scopes, type, "s");
  if (grant === "none") return unasked(wave, type, denied(type));
  if (isMissingHere(wave, type)) return unasked(wave, type, unsupported(type));
  const runs = await runSearches(wave, type);
  const partly: readonly ReadShortfall[] = grant === "some" ? ["partial_scope"] : [];
  return joined(wave, type, { runs, partly });
}

function unasked<Type extends SearchedType>(
  { now }: ReadWave,
  type: Type,
  ending: ReadEnding,
): TypeRead<Type> {
  return { read: { type, ...ending, resources: [], retrieved: now() }, foreign: 0 };
}

/** Whether this EHR is known not to be searched for the type. A statement that lists no Patient is not believed. */
function isMissingHere({ capability, vendor = generic }: ReadWave, type: SearchedType): boolean {
  if (vendor.notByPatient[type] !== undefined) return true;
  return capability?.supports("Patient", "read") === true && !capability.supports(type, "search-type");
}

type Run<Type extends SearchedType> = SearchPages<ReadSieve<Type>>;

/** By the vendor's rule, else by patient alone; and where that was refused, once more the way such servers want it. */
async function runSearches<Type extends SearchedType>(wave: ReadWave, type: Type): Promise<Run<Type>[]> {
  const { rules, afterRefusal } = wave.vendor ?? generic;
  const rule = rules[type];
  if (rule) return runRule(wave, type, rule);
  const plain = await runOne(wave, { type, narrowing: null });
  const second = afterRefusal[type];
  return second && isBadRequest(plain) ? runRule(wave, type, second) : [plain];
}

function runRule<Type extends SearchedType>(
  wave: ReadWave,
  type: Type,
  { searches, only }: SearchRule,
): Promise<Run<Type>[]> {
  return Promise.all(searches.map((narrowing) => runOne(wave, { type, narrowing, only })));
}

interface OneSearch<Type extends SearchedType> {
  readonly type: Type;
  readonly narrowing: Narrowing | null;
  readonly only?: SearchRule["only"];
}

async function runOne<Type extends SearchedType>(
  { client, patient, now }: ReadWave,
  { type, narrowing, only }: OneSearch<Type>,
): Promise<Run<Type>> {
  const since = only?.months === undefined ? null : monthsBefore(now(), only.months);
  const query = new URLSearchParams({ patient });
  if (narrowing) query.set(narrowing.parameter, narrowing.code);
  if (since !== null) query.set("date", `ge${since}`);
  query.set("_count", String(pageSize));
  const category = only && narrowing ? narrowing.code : null;
  const wanted = { type, base: client.base, patient, category, since };
  const sieves: ReadSieve<Type>[] = [];
  const fresh = () => {
    const sieve = new ReadSieve(wanted, now());
    sieves.push(sieve);
    return sieve;
  };
  const run = await readPages({ client, search: `${type}?${query}`, sieve: fresh });
  // What was read in vain counts here alone: another patient's data came, and a second beginning does not undo that.
  if (run.kind === "read") run.sieve.foreign = sieves.reduce((sum, { foreign }) => sum + foreign, 0);
  return run;
}

/** The day some months before an instant, or the last day of a shorter month. */
function monthsBefore(instant: string, months: number): string {
  const then = new Date(instant);
  const day = then.getUTCDate();
  then.setUTCMonth(then.getUTCMonth() - months);
  if (then.getUTCDate() !== day) then.setUTCDate(0);
  return then.toISOString().slice(0, 10);
}

function isBadRequest<Type extends SearchedType>(run: Run<Type>): boolean {
  return run.kind === "refused" && run.answer.kind === "answered" && run.answer.status === 400;
}

/** Several searches of a type as one read: complete only where each of them is. */
function joined<Type extends SearchedType>(
  { now }: ReadWave,
  type: Type,
  { runs, partly }: { readonly runs: readonly Run<Type>[]; readonly partly: readonly ReadShortfall[] },
): TypeRead<Type> {
  const sieves = runs.flatMap((run) => (run.kind === "read" ? [run.sieve] : []));
  const kept = new Map<string, Kept<Type>>();
  for (const sieve of sieves) for (const resource of sieve.kept.values()) keepNewest(kept, resource);
  const foreign = sieves.reduce((sum, sieve) => sum + sieve.foreign, 0);
  const shortfalls = [...new Set([...runs.flatMap((run) => shortfallsOf(type, run)), ...partly])];
  const [retrieved = now()] = sieves.map((sieve) => sieve.retrieved).sort();
  const ending = endOf(type, runs, shortfalls);
  return { read: { type, ...ending, resources: [...kept.values()], retrieved }, foreign };
}

function shortfallsOf<Type extends SearchedType>(type: Type, run: Run<Type>): ReadShortfall[] {
  if (run.kind === "refused") return [whyRefused(type, run.answer)];
  if (run.kind === "unreadable") return ["search_failed"];
  const { foreign, unusable, strayed } = run.sieve;
  return [
    ...run.shortfalls,
    ...(foreign > 0 ? (["other_patient"] as const) : []),
    ...(unusable ? (["unusable"] as const) : []),
    ...(strayed ? (["other_type"] as const) : []),
  ];
}

function whyRefused(type: SearchedType, answer: EhrAnswer): ReadShortfall {
  if (isSessionOver(answer)) return "session_ended";
  return endingOf(type, answer).outcome === "denied" ? "search_denied" : "search_failed";
}

function endOf<Type extends SearchedType>(
  type: Type,
  runs: readonly Run<Type>[],
  shortfalls: readonly ReadShortfall[],
): ReadEnding {
  const [first] = runs;
  const none = runs.every(({ kind }) => kind !== "read");
  if (none && first?.kind === "refused") return endingOf(type, first.answer);
  if (none) {
    return { outcome: "failed", ...failedWords(type, "the EHR's answer was not a list of search results") };
  }
  return shortfalls.length === 0 ? complete : { outcome: "incomplete", ...incompleteWords(type, shortfalls) };
}
