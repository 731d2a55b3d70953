import type { MonthFacts, Stay, Undetermined } from "../../contract/index.ts";
import { dayOf, type MonthCalendar, spanOf } from "../calendar.ts";
import { lastDayOfService } from "../eligibility/life.ts";
import { residencePlaces } from "../figures/places-of-service.ts";
import type { Situation } from "../situation.ts";

/** What decides the place: where the practice is and where the patient lives. */
export interface Placed {
  readonly facts: Pick<MonthFacts, "practice" | "stays" | "patient">;
  readonly calendar: Situation["calendar"];
}

/**
 * Where the practitioner would see the patient: the practice, or the facility the patient lived in through the
 * month's end, or until death. Null while that is not known. Source: AAFP-2016.
 */
export function claimPlace(placed: Placed): string | null {
  const { facts, calendar } = placed;
  if (missingForPlace(placed).length > 0) return null;
  const homes = residences(facts)
    .filter((stay) => calendar !== null && lastsThrough(stay, facts, calendar))
    .flatMap(({ type }) => residencePlaces[type] ?? []);
  return homes.sort()[0] ?? facts.practice?.pos ?? null;
}

/** What nobody knows of the place. */
export function missingForPlace({ facts, calendar }: Placed): Undetermined[] {
  if (facts.stays === undefined) return [{ what: "stays", missing: "where the patient lived" }];
  const begun = residences(facts).filter(
    ({ from }) => calendar === null || spanOf(from, calendar).from < calendar.to,
  );
  if (begun.some(({ to }) => to === undefined)) {
    return [{ what: "stays.to", missing: "until when the patient lived in a facility" }];
  }
  return begun.length > 0 && calendar === null
    ? [{ what: "practice.timezone", missing: "the practice's time zone, by its IANA name" }]
    : [];
}

const residences = ({ stays }: Placed["facts"]) =>
  (stays ?? []).filter(({ type }) => type in residencePlaces);

function lastsThrough({ from, to }: Stay, facts: Placed["facts"], calendar: MonthCalendar): boolean {
  if (spanOf(from, calendar).from >= calendar.to) return false;
  if (!to || spanOf(to, calendar).to >= calendar.to) return true;
  const lastDay = lastDayOfService(facts, calendar);
  return lastDay < calendar.lastDay && dayOf(to, calendar) >= lastDay;
}
