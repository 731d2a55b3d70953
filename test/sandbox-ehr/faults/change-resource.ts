import { isObject, type JsonObject } from "../fhir/json.ts";

/** Changes a resource, or in a Bundle its first match that has a patient or any at all. */
export function firstResource(change: (resource: JsonObject) => JsonObject) {
  return (body: JsonObject): JsonObject => {
    if (body["resourceType"] !== "Bundle") return isError(body) ? body : change(body);
    const [first, ...rest] = entriesOf(body);
    const resource = first?.["resource"];
    if (!isObject(resource)) return body;
    return { ...body, entry: [{ ...first, resource: change(resource) }, ...rest] };
  };
}

/** The resource with every reference to a patient led to this one; a Patient becomes this one. */
export function aboutPatient(resource: JsonObject, patient: string): JsonObject {
  const { resourceType } = resource;
  const moved = Object.fromEntries(
    Object.entries(resource).map(([name, value]) => [name, withReferences(value, patient)]),
  );
  return resourceType === "Patient" ? { ...moved, id: patient } : moved;
}

function withReferences(value: unknown, patient: string): unknown {
  if (Array.isArray(value)) return value.map((one) => withReferences(one, patient));
  if (!isObject(value)) return value;
  const { reference } = value;
  if (typeof reference !== "string") return value;
  return { ...value, reference: reference.replace(/(^|\/)Patient\/[^/]+$/, `$1Patient/${patient}`) };
}

/** A searchset with the first entries only and no next link; its total stays what it was. */
export function truncated(bundle: JsonObject, keep: number): JsonObject {
  if (bundle["resourceType"] !== "Bundle") return bundle;
  return { ...bundle, link: linksBesideNext(bundle), entry: entriesOf(bundle).slice(0, keep) };
}

/** A searchset whose next page is at this address. */
export function continuedAt(bundle: JsonObject, url: string): JsonObject {
  if (bundle["resourceType"] !== "Bundle") return bundle;
  return { ...bundle, link: [...linksBesideNext(bundle), { relation: "next", url }] };
}

function linksBesideNext(bundle: JsonObject): JsonObject[] {
  return objectsIn(bundle["link"]).filter(({ relation }) => relation !== "next");
}

function entriesOf(bundle: JsonObject): JsonObject[] {
  return objectsIn(bundle["entry"]);
}

function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

const isError = (body: JsonObject) => body["resourceType"] === "OperationOutcome";
