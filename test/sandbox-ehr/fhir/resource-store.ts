import { randomUUID } from "node:crypto";
import type { FhirResource } from "fhir/r4";
import type { FhirInteraction } from "../flavours/flavour.ts";
import { type PatientsBehind, patientsOf } from "./compartment.ts";
import { isResource } from "./json.ts";
import { withServerMeta } from "./resource-text.ts";

/** One version as the store keeps it. `text` is the truth; `resource` is the same, parsed, for searching. */
export interface Stored<Resource extends FhirResource = FhirResource> {
  readonly reference: string;
  readonly type: string;
  readonly id: string;
  readonly version: string;
  readonly lastUpdated: string;
  readonly text: string;
  readonly resource: Resource;
  readonly patients: readonly string[];
  /** The address of the server that keeps it, under which references to it may be absolute. */
  readonly fhirBase: string;
}

export type StoredOf<Type extends FhirResource["resourceType"]> = Stored<
  Extract<FhirResource, { resourceType: Type }>
>;

/** Resources in memory: every version, in the order of their first creation, indexed by type and by patient. */
export class ResourceStore {
  readonly #versions = new Map<string, Map<string, Stored[]>>();
  readonly #compartments = new Map<string, Set<string>>();
  #journal: Stored[] = [];
  readonly #now: () => Date;
  readonly #fhirBase: string;

  constructor(now: () => Date, fhirBase: string) {
    this.#now = now;
    this.#fhirBase = fhirBase;
  }

  current(type: string, id: string): Stored | null {
    return this.#versions.get(type)?.get(id)?.at(-1) ?? null;
  }

  version(type: string, id: string, version: string): Stored | null {
    return this.history(type, id).find((one) => one.version === version) ?? null;
  }

  /** Newest first; empty when there is no such resource. */
  history(type: string, id: string): readonly Stored[] {
    return this.#versions.get(type)?.get(id)?.toReversed() ?? [];
  }

  list(type: string): Stored[] {
    return [...(this.#versions.get(type)?.values() ?? [])].flatMap((versions) => versions.at(-1) ?? []);
  }

  /** As list, with the type known to the compiler. */
  all<Type extends FhirResource["resourceType"]>(type: Type): StoredOf<Type>[] {
    return this.list(type).filter((stored) => isOfType(stored, type));
  }

  ofPatient(type: string, patient: string): Stored[] {
    const ids = this.#compartments.get(`${type} of ${patient}`) ?? [];
    return [...ids].flatMap((id) => this.current(type, id) ?? []);
  }

  /** What save would keep, without keeping it. */
  preview(text: string, id: string = randomUUID()): Stored {
    const parsed: unknown = JSON.parse(text);
    if (!isResource(parsed))
      throw new Error("The sandbox keeps FHIR resources only: resourceType is missing.");
    const type = parsed.resourceType;
    const version = String((this.#versions.get(type)?.get(id)?.length ?? 0) + 1);
    return this.#toStored(text, { type, id, version });
  }

  /** Keeps `text` as the first version of a new resource, or the next version of the one with this id. */
  save(text: string, id?: string): Stored {
    const stored = this.preview(text, id);
    this.#keep(stored);
    return stored;
  }

  /** Does the work of one interaction; a store that looks older than it is does so to some interactions only. */
  during<Result>(_interaction: FhirInteraction, work: () => Result): Result {
    return work();
  }

  /** Everything `work` saves, or nothing of it when it throws. `work` must not wait for anything. */
  atomically<Result>(work: () => Result): Result {
    this.#journal = [];
    try {
      return work();
    } catch (error) {
      for (const stored of this.#journal.toReversed()) this.#drop(stored);
      throw error;
    }
  }

  #toStored(text: string, { type, id, version }: { type: string; id: string; version: string }): Stored {
    const lastUpdated = this.#now().toISOString();
    const kept = withServerMeta(text, { id, versionId: version, lastUpdated });
    const resource: FhirResource = JSON.parse(kept);
    const fhirBase = this.#fhirBase;
    const behind: PatientsBehind = (target, targetId) => this.current(target, targetId)?.patients ?? [];
    const patients = patientsOf(resource, behind, fhirBase);
    const reference = `${type}/${id}`;
    return { reference, type, id, version, lastUpdated, text: kept, resource, patients, fhirBase };
  }

  #keep(stored: Stored): void {
    const { type, id } = stored;
    const ofType = this.#versions.get(type) ?? new Map<string, Stored[]>();
    this.#versions.set(type, ofType);
    const versions = ofType.get(id) ?? [];
    ofType.set(id, [...versions, stored]);
    this.#journal.push(stored);
    this.#move(id, versions.at(-1), stored);
  }

  #drop(stored: Stored): void {
    const versions = this.#versions.get(stored.type)?.get(stored.id)?.slice(0, -1) ?? [];
    if (versions.length > 0) this.#versions.get(stored.type)?.set(stored.id, versions);
    else this.#versions.get(stored.type)?.delete(stored.id);
    this.#move(stored.id, stored, versions.at(-1));
  }

  /** Takes an id out of the charts it was in and puts it into those where it is now. */
  #move(id: string, before: Stored | undefined, after: Stored | undefined): void {
    for (const patient of before?.patients ?? []) {
      if (!after?.patients.includes(patient))
        this.#compartments.get(`${before?.type} of ${patient}`)?.delete(id);
    }
    for (const patient of after?.patients ?? []) this.#enter(`${after?.type} of ${patient}`, id);
  }

  #enter(compartment: string, id: string): void {
    const ids = this.#compartments.get(compartment) ?? new Set();
    this.#compartments.set(compartment, ids.add(id));
  }
}

function isOfType<Type extends FhirResource["resourceType"]>(
  stored: Stored,
  type: Type,
): stored is StoredOf<Type> {
  return stored.type === type;
}
