import { Temporal } from "temporal-polyfill";

/** A stretch between two moves of a zone's clocks, in milliseconds since 1970, `to` excluded. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

const known = new Map<string, readonly Stretch[]>();
const remembered = 64;

/** By how many milliseconds a zone's clocks are ahead of UTC at a moment. A stretch without a move is worked out once. */
export function zoneOffset(zone: string, moment: number): number {
  const stretches = known.get(zone) ?? [];
  const found = stretches.find(({ from, to }) => from <= moment && moment < to);
  if (found) return found.offset;
  const stretch = stretchAround(zone, moment);
  known.set(zone, stretches.length < remembered ? [...stretches, stretch] : [stretch]);
  return stretch.offset;
}

function stretchAround(zone: string, moment: number): Stretch {
  const here = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
  const before = here.add({ nanoseconds: 1 }).getTimeZoneTransition("previous");
  const after = here.getTimeZoneTransition("next");
  return {
    from: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: after?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: here.offsetNanoseconds / 1_000_000,
  };
}
