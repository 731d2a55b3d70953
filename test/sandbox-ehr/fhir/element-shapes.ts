import type { Fhir } from "fhir";
import { isObject, type JsonObject } from "./json.ts";
import { isPrimitive, isWellFormed } from "./primitive-formats.ts";

type Structures = Fhir["parser"]["parsedStructureDefinitions"];
type Property = NonNullable<Structures[string]["_properties"]>[number];

/** One place that is no R4, such as `Task.note[0]`, and what is wrong there. */
export interface Misshapen {
  readonly path: string;
  readonly why: string;
  /** Nothing stands where R4 has something; whoever reads on finds nothing of a wrong type all the same. */
  readonly isEmpty?: boolean;
}

/**
 * Where a resource's JSON has not the form that R4 gives it, by https://hl7.org/fhir/R4/json.html: a member unknown,
 * a list or an object in place of the other, null or empty where nothing may be, a primitive out of its format.
 * What is missing, and which codes are allowed, is not looked at.
 */
export function misshapen(resource: JsonObject, structures: Structures): Misshapen[] {
  const path = String(resource["resourceType"]);
  return ofResource(resource, { path, structures, isOfResource: true });
}

interface Place {
  readonly path: string;
  readonly structures: Structures;
  /** The members are those of a resource itself. */
  readonly isOfResource: boolean;
}

function ofResource(resource: JsonObject, { path, structures }: Place): Misshapen[] {
  const { resourceType, ...members } = resource;
  const known = typeof resourceType === "string" && Object.hasOwn(structures, resourceType);
  const definition = known ? structures[resourceType] : undefined;
  if (definition?._kind !== "resource") return [{ path, why: "R4 has no resource of this type." }];
  return ofMembers(members, definition._properties ?? [], { path, structures, isOfResource: true });
}

function ofMembers(members: JsonObject, properties: readonly Property[], place: Place): Misshapen[] {
  if (Object.keys(members).length === 0)
    return [{ path: place.path, why: "An object is never empty.", isEmpty: true }];
  return Object.entries(members).flatMap(([name, value]) => {
    const path = `${place.path}.${name}`;
    const property = properties.find(({ _name }) => _name === name.replace(/^_/, ""));
    if (!property || (name.startsWith("_") && !isPrimitive(property._type)))
      return [{ path, why: "R4 has no such member." }];
    const pair = members[name.startsWith("_") ? name.slice(1) : `_${name}`];
    return ofValues(value, { ...place, path, property, pair, isExtension: name.startsWith("_") });
  });
}

interface Member extends Place {
  readonly property: Property;
  /** Of a primitive what extends it, and the other way round. */
  readonly pair: unknown;
  readonly isExtension: boolean;
}

function ofValues(value: unknown, member: Member): Misshapen[] {
  const { path, property, pair } = member;
  if (!property._multiple) return ofValue(value, member);
  if (!Array.isArray(value)) return [{ path, why: "It must be a list." }];
  if (value.length === 0) return [{ path, why: "A list is never empty.", isEmpty: true }];
  return value.flatMap((one: unknown, place) => {
    const beside: unknown = Array.isArray(pair) ? pair[place] : undefined;
    // Null keeps the place of a primitive that is extended only, or not extended.
    if (one === null && isPrimitive(property._type) && beside !== undefined && beside !== null) return [];
    return ofValue(one, { ...member, path: `${path}[${place}]` });
  });
}

function ofValue(value: unknown, member: Member): Misshapen[] {
  const { path, property, structures, isExtension } = member;
  if (value === null) return [{ path, why: "Null stands for nothing in FHIR." }];
  if (isPrimitive(property._type) && !isExtension) return ofPrimitive(value, member);
  if (!isObject(value)) return [{ path, why: "It must be an object." }];
  if (property._type === "Resource") return ofResource(value, member);
  const properties = isExtension ? extending : propertiesOf(property, structures);
  return ofMembers(value, properties, { path, structures, isOfResource: false });
}

/** Only a resource's id is one; an element's is any text, though the definitions give both the same type. */
function ofPrimitive(value: unknown, { path, property, isOfResource }: Member): Misshapen[] {
  const { _name: name, _type: type } = property;
  const format = name === "id" && !isOfResource ? "string" : type;
  return isWellFormed(format, value) ? [] : [{ path, why: `It is no ${format} of R4.` }];
}

/** What may stand in the member with an underscore that extends a primitive. */
const extending: readonly Property[] = [
  { _name: "id", _type: "string" },
  { _name: "extension", _type: "Extension", _multiple: true },
];

/** Those of the element itself, of its type, or of the element it is the same as: `#Questionnaire.item`. */
function propertiesOf({ _type, _properties = [] }: Property, structures: Structures): readonly Property[] {
  if (_properties.length > 0) return _properties;
  const [root = "", ...names] = _type.replace(/^#/, "").split(".");
  return names.reduce<readonly Property[]>(
    (properties, name) => properties.find(({ _name }) => _name === name)?._properties ?? [],
    structures[root]?._properties ?? [],
  );
}
