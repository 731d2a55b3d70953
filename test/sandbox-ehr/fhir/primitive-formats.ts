import { isOnCalendar } from "./date-range.ts";

/** What the JSON of a primitive must be, by https://hl7.org/fhir/R4/datatypes.html#primitive. */
type Format = (value: unknown) => boolean;

const text =
  (pattern: RegExp): Format =>
  (value) =>
    typeof value === "string" && pattern.test(value);

const dated =
  (pattern: RegExp): Format =>
  (value) =>
    typeof value === "string" && pattern.test(value) && isOnCalendar(value);

const whole =
  (least: number): Format =>
  (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= 2 ** 31 - 1;

const day = "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])";
const time = "([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d+)?";
const zone = "(Z|[+-](0\\d|1[0-3]):[0-5]\\d|[+-]14:00)";
const spoken = text(/\S/);
const address = text(/^\S+$/);

const formats: Readonly<Record<string, Format>> = {
  boolean: (value) => typeof value === "boolean",
  decimal: (value) => typeof value === "number",
  integer: whole(-(2 ** 31)),
  unsignedInt: whole(0),
  positiveInt: whole(1),
  date: dated(new RegExp(`^(${day}|\\d{4}(-(0[1-9]|1[0-2]))?)$`)),
  dateTime: dated(new RegExp(`^(${day}(T${time}${zone})?|\\d{4}(-(0[1-9]|1[0-2]))?)$`)),
  instant: dated(new RegExp(`^${day}T${time}${zone}$`)),
  time: text(new RegExp(`^${time}$`)),
  string: spoken,
  markdown: spoken,
  xhtml: spoken,
  code: (value) => typeof value === "string" && /^\S/.test(value) && !/\s(\s|$)/.test(value),
  id: text(/^[A-Za-z0-9\-.]{1,64}$/),
  uri: address,
  url: address,
  canonical: address,
  oid: text(/^urn:oid:[0-2](\.(0|[1-9]\d*))+$/),
  uuid: text(/^urn:uuid:[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/),
  base64Binary: text(/^[\dA-Za-z+/=\s]+$/),
};

export function isPrimitive(type: string): boolean {
  return Object.hasOwn(formats, type);
}

/** Whether a JSON value may stand for a primitive of this type. */
export function isWellFormed(type: string, value: unknown): boolean {
  return formats[type]?.(value) ?? false;
}
