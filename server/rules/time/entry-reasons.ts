import type { TimeEntry } from "../../contract/index.ts";
import { activityTreatment, plainWord, wordsWithoutActivity } from "../figures/activities.ts";
import { unitedStates } from "../figures/united-states.ts";
import type { ExclusionReason } from "./exclusion-reason.ts";
import type { RecordedEntry } from "./recorded-entry.ts";

/** Every reason that keeps a whole entry from counting, the deciding one first; `not_known` only decides alone. */
export function entryReasons(recorded: RecordedEntry, isLaterDuplicate: boolean): ExclusionReason[] {
  const { entry } = recorded;
  const reasons: (ExclusionReason | null)[] = [
    recorded.kind === "unplaced" && recorded.reason !== "not_known" ? recorded.reason : null,
    isLaterDuplicate ? "duplicate_entry" : null,
    entry.person !== undefined && !entry.person?.trim() ? "person_missing" : null,
    ofRole(entry),
    ofPlace(entry),
    entry.mode === "voicemail" ? "unsuccessful_contact" : null,
    ofActivity(entry.activity),
    ofProgramme(entry),
    isUnknown(recorded) ? "not_known" : null,
  ];
  return [...new Set(reasons.filter((reason) => reason !== null))];
}

const decidingFields = ["start", "end", "role", "person", "activity", "mode", "attributed_to"] as const;

/** The deciding fields of an entry nobody knows. */
export function unknownFields(entry: TimeEntry): string[] {
  return decidingFields.filter((field) => entry[field] === undefined);
}

/** A practice without a known time zone leaves every entry without a place in the month. */
function isUnknown(recorded: RecordedEntry): boolean {
  const unplaced = recorded.kind === "unplaced" && recorded.reason === "not_known";
  return unplaced || unknownFields(recorded.entry).length > 0;
}

function ofRole({ role, activity }: TimeEntry): ExclusionReason | null {
  const clerical = role === "non_clinical" || role === "automated_system";
  return clerical || activity === "automated_wellness_call" ? "not_clinical_staff" : null;
}

function ofPlace({ location }: TimeEntry): ExclusionReason | null {
  return location !== undefined && !unitedStates.has(location.toUpperCase()) ? "outside_us" : null;
}

function ofActivity(activity: TimeEntry["activity"]): ExclusionReason | null {
  if (activity === undefined) return null;
  if (activity === null) return "activity_missing";
  const treatment = activityTreatment(activity);
  if (treatment === undefined) return namesNoActivity(activity) ? "activity_not_specific" : null;
  return treatment === "counts" ? null : treatment;
}

function namesNoActivity(activity: string): boolean {
  const word = plainWord(activity);
  return word === "" || wordsWithoutActivity.has(word);
}

function ofProgramme({ attributed_to }: TimeEntry): ExclusionReason | null {
  if (attributed_to === undefined) return null;
  return servesCcmAlone(attributed_to) ? null : "counted_in_other_service";
}

const servesCcmAlone = (programmes: readonly string[]) =>
  programmes.length > 0 && programmes.every((programme) => programme === "ccm");

/** Whether a programme other than CCM is among those an entry is claimed for. */
export const namesAnother = (programmes: readonly string[]): boolean =>
  programmes.some((programme) => programme !== "ccm");

/** Whether an entry is claimed for CCM and for another programme as well. */
export function isClaimedTwice({ attributed_to }: TimeEntry): boolean {
  return attributed_to?.includes("ccm") === true && !servesCcmAlone(attributed_to);
}

/** Whether an entry serves, or may serve, another programme than CCM. */
export function mayServeAnother({ attributed_to }: TimeEntry): boolean {
  return attributed_to === undefined || !servesCcmAlone(attributed_to);
}
