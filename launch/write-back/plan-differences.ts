import { LosslessNumber } from "lossless-json";
import { activitiesOf, isLosslessObject, type LosslessObject } from "./lossless-plan.ts";

/**
 * What differs between a CarePlan before and after one activity was added, as JSON pointers and never as values.
 * The added activity, and what an EHR must change with a version, are left out of account. Keys may change their
 * order, list items and digits may not.
 */
export function planDifferences(
  before: LosslessObject,
  after: LosslessObject,
  isAdded: (activity: unknown) => boolean,
): string[] {
  const activities = activitiesOf(after) ?? [];
  const others = activities.toSpliced(activities.findLastIndex(isAdded), 1);
  return differences(comparable(before, activitiesOf(before) ?? []), comparable(after, others), "");
}

function comparable(plan: LosslessObject, activities: readonly unknown[]): LosslessObject {
  const { activity: _, ...rest } = withoutVersion(plan);
  return activities.length === 0 ? rest : { ...rest, activity: activities };
}

function withoutVersion(plan: LosslessObject): LosslessObject {
  const { meta, ...rest } = plan;
  if (!isLosslessObject(meta)) return plan;
  const { versionId: _version, lastUpdated: _time, source, ...kept } = meta;
  // HAPI writes the id of the request behind the `#` of meta.source with every version.
  const origin = typeof source === "string" ? source.replace(/#[^#]*$/, "") : source;
  const left = origin === undefined || origin === "" ? kept : { ...kept, source: origin };
  return Object.keys(left).length === 0 ? rest : { ...rest, meta: left };
}

function differences(before: unknown, after: unknown, pointer: string): string[] {
  if (isLosslessObject(before) && isLosslessObject(after)) return objectDifferences(before, after, pointer);
  if (Array.isArray(before) && Array.isArray(after)) {
    return objectDifferences({ ...before }, { ...after }, pointer);
  }
  return isSameValue(before, after) ? [] : [pointer];
}

function objectDifferences(before: LosslessObject, after: LosslessObject, pointer: string): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => differences(before[key], after[key], `${pointer}/${escapeKey(key)}`));
}

function isSameValue(before: unknown, after: unknown): boolean {
  if (before instanceof LosslessNumber && after instanceof LosslessNumber)
    return before.value === after.value;
  return before === after;
}

/** RFC 6901 §3. */
function escapeKey(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
