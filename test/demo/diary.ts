import type { Temporal } from "temporal-polyfill";

const minute = 60_000;
const opens = { hour: 8, minute: 0 } as const;
const step = 5;
/** From eight in the morning to half past five. */
const stepsADay = (9.5 * 60) / step;

/** A piece of work looking for its time. */
export interface Wish {
  /** Whose time it takes: the person's, and the patient's. */
  readonly whose: readonly string[];
  readonly seconds: number;
  /** The days it may be on, and which of them it had best be on. */
  readonly days: readonly Temporal.PlainDate[];
  readonly best: number;
  /** In minutes from the opening hour. */
  readonly minutesIn: number;
  /** It ended by then. */
  readonly until: Temporal.ZonedDateTime;
}

/** What the practice's people did when: nobody is on two charts at once, and no chart has two people at once. */
export class Diary {
  readonly #taken = new Map<string, (readonly [from: number, to: number])[]>();
  readonly #zone: string;

  constructor(zone: string) {
    this.#zone = zone;
  }

  /** Books the first time that is free from the best one on, then from the first day on; null where there is none. */
  book(wish: Wish): Temporal.ZonedDateTime | null {
    const { whose, seconds, days, best } = wish;
    for (const day of [...days.slice(best), ...days.slice(0, best)]) {
      const opening = day.toZonedDateTime({ timeZone: this.#zone, plainTime: opens });
      const start = startsFrom(opening, wish).find((from) =>
        this.#areFree(whose, from, from + seconds * 1000),
      );
      if (start === undefined) continue;
      this.#take(whose, start, start + seconds * 1000);
      return opening.add({ milliseconds: start - opening.epochMilliseconds });
    }
    return null;
  }

  #areFree(whose: readonly string[], from: number, to: number): boolean {
    const taken = whose.flatMap((one) => this.#taken.get(one) ?? []);
    return !taken.some(([begun, ended]) => from < ended && begun < to);
  }

  #take(whose: readonly string[], from: number, to: number): void {
    for (const one of whose) this.#taken.set(one, [...(this.#taken.get(one) ?? []), [from, to]]);
  }
}

/** The times of a day that leave room for the work, in the order they are liked; instants in milliseconds. */
function startsFrom(opening: Temporal.ZonedDateTime, { seconds, minutesIn, until }: Wish): number[] {
  const opened = opening.epochMilliseconds;
  const last = Math.min(until.epochMilliseconds, opened + stepsADay * step * minute) - seconds * 1000;
  return Array.from({ length: stepsADay }, (_, place) => (place + Math.round(minutesIn / step)) % stepsADay)
    .map((into) => opened + into * step * minute)
    .filter((from) => from <= last);
}
