import type { MonthFacts } from "../../server/contract/index.ts";
import type { WallClock } from "./wall-clock.ts";

/** Hundredths of relative value units in 2026: work, practice expense outside and inside a facility, malpractice. */
const parts2026: Readonly<Record<string, readonly [number, number, number, number]>> = {
  "99490": [100, 91, 24, 7],
  "99439": [70, 76, 17, 5],
  "99491": [150, 108, 37, 9],
  "99437": [100, 82, 24, 7],
  "99487": [181, 238, 43, 13],
  "99489": [100, 127, 24, 7],
  G0506: [87, 106, 22, 6],
};
const totals2025: Readonly<Record<string, number>> = {
  "99490": 187,
  "99439": 142,
  "99491": 254,
  "99437": 178,
  "99487": 407,
  "99489": 218,
};
const facilities = new Set(["19", "21", "22", "23", "24", "31"]);

/**
 * The practice as it is paid for this patient: who lives in assisted living to the end of the month, or of life, is seen
 * there. The place is not known while the end of such a stay is not.
 */
export function payingPractice(month: string, facts: MonthFacts, clock: WallClock): MonthFacts["practice"] {
  const { practice, stays = [], patient } = facts;
  const homes = stays.filter(({ type, from }) => type === "assisted_living" && clock.monthOf(from) <= month);
  if (homes.some(({ to }) => to === undefined)) return { ...practice, pos: "?" };
  const death = patient?.deceased;
  const isHome = homes.some(({ to }) => {
    if (!to || outlasts(to, month, clock)) return true;
    return death != null && clock.monthOf(death) <= month && clock.dayOf(to) >= clock.dayOf(death);
  });
  return isHome ? { ...practice, pos: "13" } : practice;
}

const isClinic = (practice: MonthFacts["practice"]) => practice?.type === "rhc" || practice?.type === "fqhc";

/** Whether the month is over when a stay is. */
function outlasts(to: string, month: string, clock: WallClock): boolean {
  const nextDay = new Date(Date.parse(`${clock.lastDayBefore(to)}T00:00:00Z`) + 86_400_000).toISOString();
  const isWholeDay = to.length === 10 || clock.dayOf(to) !== clock.lastDayBefore(to);
  return clock.monthOf(to) > month || (isWholeDay && nextDay.slice(0, 7) > month);
}

/**
 * Cents of one unit in a practice; null where the table has no figure. National, outside a facility, unless the practice
 * says more; rural clinics are paid the national amount.
 */
export function unitCents(code: string, month: string, practice: MonthFacts["practice"]): number | null {
  if (practice?.pos === "?" && !isClinic(practice)) return null;
  const clinic = isClinic(practice);
  const inside = !clinic && facilities.has(practice?.pos ?? "");
  const locality = clinic ? undefined : practice?.gpci;
  if (month >= "2026") return cents2026(code, { inside, locality, qp: practice?.qualifying_apm_participant });
  const total = totals2025[code];
  return total === undefined || inside || locality ? null : Math.round((total * 323_465) / 10_000);
}

interface Payment {
  readonly inside: boolean;
  readonly locality: NonNullable<MonthFacts["practice"]>["gpci"];
  readonly qp: boolean | undefined;
}

function cents2026(code: string, { inside, locality, qp }: Payment): number | null {
  const parts = parts2026[code];
  if (!parts) return null;
  const [work, outside, facility, malpractice] = parts;
  const thousandths = (index: number | undefined) => Math.round((index ?? 1) * 1000);
  const adjusted =
    work * thousandths(locality?.work) +
    (inside ? facility : outside) * thousandths(locality?.pe) +
    malpractice * thousandths(locality?.mp);
  return Math.round((adjusted * (qp ? 335_675 : 334_009)) / 10_000_000);
}
