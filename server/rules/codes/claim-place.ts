import type { Stay } from "../../contract/index.ts";
import { type MonthCalendar, spanOf } from "../calendar.ts";
import { residencePlaces } from "../figures/places-of-service.ts";
import type { Situation } from "../situation.ts";

/**
 * Where the practitioner would see the patient: the practice, or the facility the patient lived in through the
 * month's end. Source: AAFP-2016.
 */
export function claimPlace({ facts, calendar }: Situation): string | null {
  const homes = (facts.stays ?? [])
    .filter((stay) => calendar !== null && lastsThrough(stay, calendar))
    .flatMap(({ type }) => residencePlaces[type] ?? []);
  return homes.sort()[0] ?? facts.practice?.pos ?? null;
}

function lastsThrough({ from, to }: Stay, calendar: MonthCalendar): boolean {
  if (to === undefined || spanOf(from, calendar).from >= calendar.to) return false;
  return to === null || spanOf(to, calendar).to >= calendar.to;
}
