import { listAt, textAt } from "../fhir-mappings/fhir-node.ts";
import type { SearchedType } from "../fhir-mappings/patient-element.ts";
import { belongsTo, type ChartResource, claimsType, isResource } from "./chart-resource.ts";
import { type Identified, keepNewest } from "./newest.ts";
import type { PageSieve } from "./read-pages.ts";

/** What is looked for. The EHR was asked for the same, and may have ignored any of it. */
export interface Wanted<Type extends SearchedType> {
  readonly type: Type;
  readonly base: string;
  readonly patient: string;
  /** Null where every code will do. */
  readonly category: string | null;
  /** The first day that is wanted; null where every day is. */
  readonly since: string | null;
}

export type Kept<Type extends SearchedType> = ChartResource<Type> & Identified;

/** Keeps what is certainly this patient's and asked for, once for each id, and counts what is not the patient's. */
export class ReadSieve<Type extends SearchedType> implements PageSieve {
  readonly kept = new Map<string, Kept<Type>>();
  foreign = 0;
  /** Something of the type came that nothing can point at. */
  unusable = false;
  /** A match of another type came: what the EHR answered may be another question. */
  strayed = false;
  /** When the first page was answered. */
  readonly retrieved: string;
  readonly #wanted: Wanted<Type>;

  constructor(wanted: Wanted<Type>, retrieved: string) {
    this.retrieved = retrieved;
    this.#wanted = wanted;
  }

  take(resources: readonly unknown[]): void {
    for (const resource of resources) this.#takeOne(resource);
  }

  #takeOne(resource: unknown): void {
    if (!claimsType(resource, this.#wanted.type)) this.strayed = true;
    else if (!isResource(resource, this.#wanted.type)) this.unusable = true;
    else if (!belongsTo(resource, this.#wanted)) this.foreign += 1;
    else if (isAskedFor(resource, this.#wanted)) keepNewest(this.kept, resource);
  }
}

function isAskedFor(resource: unknown, { category, since }: Wanted<SearchedType>): boolean {
  return (category === null || hasCategory(resource, category)) && !isBefore(resource, since);
}

/** A code without a system is looked for in every system, as FHIR's token search does. */
function hasCategory(resource: unknown, code: string): boolean {
  return listAt(resource, "category").some((category) =>
    listAt(category, "coding").some((coding) => textAt(coding, "code") === code),
  );
}

/** Only what surely lies before is left out; what bears no date that can be read is kept. */
function isBefore(resource: unknown, since: string | null): boolean {
  const when =
    textAt(resource, "effectiveDateTime") ??
    textAt(resource, "effectiveInstant") ??
    textAt(resource, "effectivePeriod", "end");
  const known = /^\d{4}(-\d{2}){0,2}/.exec(when ?? "")?.[0];
  return since !== null && known !== undefined && known < since.slice(0, known.length);
}
