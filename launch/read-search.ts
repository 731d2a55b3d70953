import {
  belongsTo,
  type ChartResource,
  claimsType,
  isResource,
  type SearchedType,
} from "./chart-resource.ts";
import { newestById } from "./newest.ts";
import type { ReadWave, TypeRead } from "./read-chart.ts";
import { complete, denied, endingOf, type ReadEnding } from "./read-ending.ts";
import { readPages, type SearchPages } from "./read-pages.ts";
import { failedWords, incompleteWords, type ReadShortfall } from "./read-words.ts";
import { granted } from "./scopes.ts";

/** Asked for, so that fewer pages have to be waited for one after the other. An EHR may give fewer. */
const pageSize = 200;

/** Searches one type by patient to its last page and keeps what is certainly this patient's. */
export async function readSearch<Type extends SearchedType>(
  wave: ReadWave,
  type: Type,
): Promise<TypeRead<Type>> {
  const { client, patient, scopes, now } = wave;
  const grant = granted(scopes, type, "s");
  if (grant === "none") {
    return { read: { type, ...denied(type), resources: [], retrieved: now() }, foreign: 0 };
  }
  let retrieved = "";
  const search = `${type}?patient=${encodeURIComponent(patient)}&_count=${pageSize}`;
  const pages = await readPages(client, search, () => {
    retrieved = now();
  });
  const sifted = sift(pages, { type, base: client.base, patient });
  const ending = endOfSearch(type, pages, [
    ...sifted.shortfalls,
    ...(grant === "some" ? (["partial_scope"] as const) : []),
  ]);
  return { read: { type, ...ending, resources: sifted.resources, retrieved }, foreign: sifted.foreign };
}

interface Sifted<Type extends SearchedType> {
  readonly resources: readonly ChartResource<Type>[];
  readonly foreign: number;
  readonly shortfalls: readonly ReadShortfall[];
}

/** Filters are applied again here: an EHR may ignore any of them. */
function sift<Type extends SearchedType>(
  pages: SearchPages,
  whose: { type: Type; base: string; patient: string },
): Sifted<Type> {
  const given = pages.kind === "read" ? pages.resources : [];
  const usable = given.filter((one) => isResource(one, whose.type));
  const ours = usable.filter((one) => belongsTo(one, whose));
  const foreign = usable.length - ours.length;
  const unusable = given.some((one) => claimsType(one, whose.type) && !isResource(one, whose.type));
  const shortfalls: ReadShortfall[] = [];
  if (foreign > 0) shortfalls.push("other_patient");
  if (unusable) shortfalls.push("unusable");
  return { resources: newestById(ours), foreign, shortfalls };
}

function endOfSearch(
  type: SearchedType,
  pages: SearchPages,
  shortfalls: readonly ReadShortfall[],
): ReadEnding {
  if (pages.kind === "refused") return endingOf(type, pages.answer);
  if (pages.kind === "unreadable") {
    return { outcome: "failed", ...failedWords(type, "the EHR's answer was not a list of search results") };
  }
  const all = [...pages.shortfalls, ...shortfalls];
  return all.length === 0 ? complete : { outcome: "incomplete", ...incompleteWords(type, all) };
}
