import type { CodeUnits } from "../../contract/index.ts";
import type { DeviceCode, RemoteMonitoring, TimedCode } from "../figures/sibling-codes.ts";
import type { Situation } from "../situation.ts";

/**
 * The most days one device sent readings; two devices may share a day, so none are added. Null while nobody knows,
 * and where a device is said to have sent on fewer days than none or on more than the month has.
 */
export function mostDeviceDays({ facts, calendar }: Situation): number | null {
  const listed = facts.device_days?.map(({ days }) => Math.floor(days));
  const most = calendar?.days.length ?? 31;
  if (!listed || listed.some((days) => days < 0 || days > most)) return null;
  return listed.reduce((highest, days) => Math.max(highest, days), 0);
}

/** The code that stands for so many days; null where none does. */
export function deviceCode({ devices }: RemoteMonitoring, days: number): DeviceCode | null {
  return devices.find(({ from, to }) => from <= days && (to === null || days <= to)) ?? null;
}

/** The code that stands for the first minutes; null where they are too few for any. */
export const firstCode = ({ first }: RemoteMonitoring, seconds: number): TimedCode | null =>
  first.findLast(({ minutes }) => seconds >= minutes * 60) ?? null;

/** The codes of minutes so many seconds stand for: add-ons go with the code of the most first minutes alone. */
export function minuteCodes(figures: RemoteMonitoring, seconds: number): CodeUnits[] {
  const first = firstCode(figures, seconds);
  if (!first) return [];
  const further = Math.floor((seconds - first.minutes * 60) / (figures.addOn.minutes * 60));
  const hasAddOn = first === figures.first.at(-1) && further > 0;
  return [
    { code: first.code, units: 1 },
    ...(hasAddOn ? [{ code: figures.addOn.code, units: further }] : []),
  ];
}
