import type { MonthView } from "../../server/contract/api.ts";
import type { Criterion } from "../../server/contract/readiness.ts";
import { belongs, families } from "./code-families.ts";
import type { Rung } from "./ladder.ts";
import { causes, supportedInstead } from "./ladder-states.ts";

/** What the codes outside the families ask, in our own words. Other codes are there because somebody asked. */
const needs: Readonly<Record<string, string>> = {
  G0506: "Initiating visit",
  G0511: "First 20 min",
};

/** The codes outside the families that the answer speaks of, each with every reason. */
export function otherRungs({ readiness }: MonthView): Rung[] {
  const spoken = [readiness.codes, ...readiness.alternatives.map(({ codes }) => codes), readiness.blocked];
  const codes = new Set(spoken.flatMap((lines) => lines.map(({ code }) => code)));
  return [...codes].filter(isOther).map((code) => {
    const ready = readiness.codes.some((one) => one.code === code);
    const instead = supportedInstead(code, 1, readiness);
    const states = ready ? [{ kind: "ready" as const, words: "Ready" }] : [...causes(readiness, code)];
    return {
      code,
      unit: 1,
      first: true,
      needs: needs[code] ?? "Asked for",
      states: instead ? [instead, ...states.filter(({ kind }) => kind !== "follows")] : states,
      reached: null,
    };
  });
}

const isOther = (code: string) => !families.some((family) => belongs(code, family));

const ofCcm: ReadonlySet<string> = new Set(Object.keys(needs));
const askedOfAllCcm: ReadonlySet<string> = new Set(["eligible", "month_record", "same_month_services"]);

/** The criteria a code stands on: its own, and for every code of CCM what CCM as a whole asks. */
export function criteriaFor(code: string, criteria: readonly Criterion[]): Criterion[] {
  return criteria.filter(
    ({ id, codes }) =>
      codes.length === 0 || codes.includes(code) || (ofCcm.has(code) && askedOfAllCcm.has(id)),
  );
}
