import { type ConversionFactor, conversionFactors } from "./conversion-factors.ts";
import { type Dated, inForce } from "./dated.ts";
import { facilityPlaces, nationalRatePractices } from "./places-of-service.ts";
import { billingTypes } from "./practitioners.ts";
import { type RelativeValues, relativeValues } from "./relative-values.ts";
import { type StaffTimeFigures, staffTimeFigures } from "./staff-time.ts";
import { payingStays } from "./stays.ts";
import { initiatingVisits } from "./visits.ts";

/** Every figure in force in one service month. Amounts may lack a figure; rules may not. */
export interface MonthFigures {
  readonly staffTime: StaffTimeFigures;
  readonly billingTypes: ReadonlySet<string>;
  readonly initiatingVisits: ReadonlySet<string>;
  readonly payingStays: ReadonlySet<string>;
  readonly facilityPlaces: ReadonlySet<string>;
  readonly nationalRatePractices: ReadonlySet<string>;
  readonly relativeValues: ReadonlyMap<string, RelativeValues>;
  readonly conversionFactor: ConversionFactor | null;
}

/** The figures of a month, `YYYY-MM`, in which a rule set is in force. */
export function figuresFor(month: string): MonthFigures {
  return {
    staffTime: required(staffTimeFigures, month),
    billingTypes: required(billingTypes, month),
    initiatingVisits: required(initiatingVisits, month),
    payingStays: required(payingStays, month),
    facilityPlaces: required(facilityPlaces, month),
    nationalRatePractices: required(nationalRatePractices, month),
    relativeValues: inForce(relativeValues, month)?.value ?? new Map(),
    conversionFactor: inForce(conversionFactors, month)?.value ?? null,
  };
}

function required<Value>(entries: readonly Dated<Value>[], month: string): Value {
  const entry = inForce(entries, month);
  if (!entry) throw new Error(`a rule set is in force in ${month} but one of its figures is not`);
  return entry.value;
}
