import { LosslessNumber, parse, stringify } from "lossless-json";

/** A JSON object that keeps each number's own digits and the order of its keys. */
export type LosslessObject = Readonly<Record<string, unknown>>;

/** Reads a resource without losing anything; null when it is no JSON object or names a key twice. */
export function parseLossless(text: string): LosslessObject | null {
  try {
    const value = parse(text);
    return isLosslessObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** An object of the document: not a list, not nothing, and not a number kept as its digits. */
export function isLosslessObject(value: unknown): value is LosslessObject {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof LosslessNumber)
  );
}

/** The activities of a CarePlan; null when `activity` is there and is no list, which nobody may add to. */
export function activitiesOf(plan: LosslessObject): readonly unknown[] | null {
  const activity = plan["activity"];
  if (activity === undefined) return [];
  return Array.isArray(activity) ? activity : null;
}

/** The reference an activity makes, `activity.reference.reference`. */
export function activityReference(activity: unknown): string | null {
  const reference = isLosslessObject(activity) ? activity["reference"] : undefined;
  const target = isLosslessObject(reference) ? reference["reference"] : undefined;
  return typeof target === "string" ? target : null;
}

/** The plan's text with one activity more, at the end; every other key, digit and order as it was. */
export function withActivity(plan: LosslessObject, activity: object): string {
  return stringify({ ...plan, activity: [...(activitiesOf(plan) ?? []), activity] }) ?? "";
}

/**
 * The JSON Patch that adds one activity. Its test keeps an EHR that ignores If-Match from patching another
 * version: without an `activity` yet, the operation would replace one added in between.
 */
export function patchFor(plan: LosslessObject, activity: object): string {
  const meta = plan["meta"];
  const version = isLosslessObject(meta) ? meta["versionId"] : undefined;
  const test =
    version === undefined
      ? { op: "test", path: "/identifier", value: plan["identifier"] }
      : { op: "test", path: "/meta/versionId", value: version };
  const add =
    plan["activity"] === undefined
      ? { op: "add", path: "/activity", value: [activity] }
      : { op: "add", path: "/activity/-", value: activity };
  return stringify([test, add]) ?? "";
}
