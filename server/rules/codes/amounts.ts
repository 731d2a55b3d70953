import type { CodeUnits, Undetermined } from "../../contract/index.ts";
import type { RelativeValues } from "../figures/relative-values.ts";
import type { Situation } from "../situation.ts";
import { claimPlace, missingForPlace, type Placed } from "./claim-place.ts";

/** How a month is paid: which amount of the schedule, which locality, which conversion factor. */
interface Basis {
  readonly facility: boolean;
  readonly locality: { readonly work: number; readonly pe: number; readonly mp: number } | null;
  /** Dollars for one relative value unit, in ten-thousandths. */
  readonly factor: number;
}

/** What decides a rate: the practice, the place and the figures of the month. */
type Rated = Pick<Situation, "figures"> & Placed;

/** Dollars for a set of codes: each unit rounded to the cent, then multiplied. Null where a rate is not known. */
export function amountOf(codes: readonly CodeUnits[], situation: Rated): number | null {
  return total(codes, basisOf(situation), situation.figures);
}

/** The same by the national amounts outside a facility for others than qualifying participants, wherever it is. */
export function nationalAmountOf(
  codes: readonly CodeUnits[],
  { figures }: Pick<Situation, "figures">,
): number | null {
  const factor = figures.conversionFactor?.others;
  return total(codes, factor === undefined ? null : { facility: false, locality: null, factor }, figures);
}

function total(
  codes: readonly CodeUnits[],
  basis: Basis | null,
  { relativeValues }: Situation["figures"],
): number | null {
  let cents = 0;
  for (const { code, units } of codes) {
    const unit = unitCents(relativeValues.get(code), basis);
    if (unit === null) return null;
    cents += unit * units;
  }
  return cents / 100;
}

function unitCents(values: RelativeValues | undefined, basis: Basis | null): number | null {
  const hundredths = values && basis ? adjusted(values, basis) : null;
  return hundredths === null || !basis ? null : toCents(hundredths * basis.factor);
}

/** Hundredths of a unit by ten-thousandths of a dollar; the fraction of a cent left by binary numbers is dropped. */
const toCents = (product: number) => Math.round(Number((product / 10_000).toFixed(6)));

function adjusted({ nonFacility, parts }: RelativeValues, { facility, locality }: Basis): number | null {
  if (!facility && !locality) return nonFacility;
  if (!parts) return null;
  const expense = facility ? parts.practiceExpense.facility : parts.practiceExpense.nonFacility;
  const { work, pe, mp } = locality ?? { work: 1, pe: 1, mp: 1 };
  return parts.work * work + expense * pe + parts.malpractice * mp;
}

/** RHC and FQHC are paid the national non-facility amount; everybody else by place and locality. */
function basisOf(rated: Rated): Basis | null {
  const { figures } = rated;
  const { practice } = rated.facts;
  const factor = factorOf(practice?.qualifying_apm_participant, figures.conversionFactor);
  if (factor === null || practice?.type === undefined) return null;
  if (figures.nationalRatePractices.has(practice.type)) return { facility: false, locality: null, factor };
  const place = claimPlace(rated);
  if (place === null) return null;
  return { facility: figures.facilityPlaces.has(place), locality: practice.gpci ?? null, factor };
}

function factorOf(
  qualifying: boolean | undefined,
  factor: Situation["figures"]["conversionFactor"],
): number | null {
  if (!factor) return null;
  if (factor.others === factor.qualifyingParticipant) return factor.others;
  if (qualifying === undefined) return null;
  return qualifying ? factor.qualifyingParticipant : factor.others;
}

/** The facts an amount needs and nobody knows. */
export function missingForAmount(situation: Situation): Undetermined[] {
  const { practice } = situation.facts;
  if (!practice) return [];
  const place = missingForPlace(situation);
  const needed = [
    ["type", "what kind of practice bills"],
    ...(place.length === 0 && claimPlace(situation) === null
      ? [["pos", "the place of service"] as const]
      : []),
    ["qualifying_apm_participant", "whether the practitioner is a qualifying APM participant"],
  ] as const;
  const lacking = needed.filter(([key]) => practice[key] === undefined);
  return [...lacking.map(([key, missing]) => ({ what: `practice.${key}`, missing })), ...place].map(
    ({ what, missing }) => ({ what, missing: `${missing}, which decides the amount` }),
  );
}
