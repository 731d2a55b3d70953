import type { SearchedType } from "../../fhir-mappings/patient-element.ts";

/** One of the searches by which a type is read, beside the patient. */
export interface Narrowing {
  readonly parameter: "category" | "intent";
  readonly code: string;
}

/** How a type is searched, and where that is written. */
export interface SearchRule {
  /** Each is a search of its own; what they bring is put together by id. */
  readonly searches: readonly Narrowing[];
  /** More is not wanted: what an EHR sends beyond it, because it ignored a filter, is left out. */
  readonly only?: { readonly months?: number };
  readonly source: string;
}

/** What is special about one kind of EHR when its charts are read. A type without a rule is searched by patient alone. */
export interface Vendor {
  readonly rules: { readonly [Type in SearchedType]?: SearchRule };
  /** Tried once where the search by patient alone met 400: some servers want a parameter they do not declare. */
  readonly afterRefusal: { readonly [Type in SearchedType]?: SearchRule };
  /** Types that cannot be searched by patient there, and where that is written. */
  readonly notByPatient: { readonly [Type in SearchedType]?: string };
}

/** The searches that bring a type by these values of one parameter. */
export function by(parameter: Narrowing["parameter"], ...codes: readonly string[]): readonly Narrowing[] {
  return codes.map((code) => ({ parameter, code }));
}
