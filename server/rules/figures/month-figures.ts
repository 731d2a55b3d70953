import { ccmFamilies, type FamilyFigures } from "./ccm-families.ts";
import { type ConversionFactor, conversionFactors } from "./conversion-factors.ts";
import { type Dated, inForce } from "./dated.ts";
import { type GeneralCode, generalCode } from "./general-code.ts";
import { facilityPlaces, nationalRatePractices } from "./places-of-service.ts";
import { billingTypes } from "./practitioners.ts";
import { type RelativeValues, relativeValues } from "./relative-values.ts";
import { currentEdition, type Edition } from "./rule-sets.ts";
import {
  type PrimaryCareLevels,
  type PrincipalCare,
  primaryCareLevels,
  principalCare,
  type RemoteMonitoring,
  remoteMonitoring,
} from "./sibling-codes.ts";
import { payingStays } from "./stays.ts";
import { initiatingVisits } from "./visits.ts";

/** Every figure in force in one service month. Amounts may lack a figure; rules may not. */
export interface MonthFigures {
  /** The version of the rules that is asked. */
  readonly edition: Edition;
  /** The families that version evaluates, in the order that decides between equal amounts. */
  readonly families: readonly FamilyFigures[];
  readonly generalCode: GeneralCode | null;
  readonly billingTypes: ReadonlySet<string>;
  readonly initiatingVisits: ReadonlySet<string>;
  readonly payingStays: ReadonlySet<string>;
  readonly facilityPlaces: ReadonlySet<string>;
  readonly nationalRatePractices: ReadonlySet<string>;
  readonly remoteMonitoring: RemoteMonitoring;
  readonly principalCare: PrincipalCare;
  readonly primaryCareLevels: PrimaryCareLevels;
  readonly relativeValues: ReadonlyMap<string, RelativeValues>;
  readonly conversionFactor: ConversionFactor | null;
}

/** The figures of a month, `YYYY-MM`, in which a rule set is in force; of the current version if none is named. */
export function figuresFor(month: string, edition: Edition = currentEdition): MonthFigures {
  return {
    edition,
    families: ccmFamilies
      .map((family) => required(family, month))
      .filter(({ id }) => edition.evaluates.has(id)),
    generalCode: inForce(generalCode, month)?.value ?? null,
    billingTypes: required(billingTypes, month),
    initiatingVisits: required(initiatingVisits, month),
    payingStays: required(payingStays, month),
    facilityPlaces: required(facilityPlaces, month),
    nationalRatePractices: required(nationalRatePractices, month),
    remoteMonitoring: required(remoteMonitoring, month),
    principalCare: required(principalCare, month),
    primaryCareLevels: required(primaryCareLevels, month),
    relativeValues: inForce(relativeValues, month)?.value ?? new Map(),
    conversionFactor: inForce(conversionFactors, month)?.value ?? null,
  };
}

function required<Value>(entries: readonly Dated<Value>[], month: string): Value {
  const entry = inForce(entries, month);
  if (!entry) throw new Error(`a rule set is in force in ${month} but one of its figures is not`);
  return entry.value;
}
