import type { Readiness } from "../../server/contract/readiness.ts";
import { belongs, type Family, families } from "./code-families.ts";

/** The family the month is read by: the one recommended, else one billed already, else the team's. */
export function leadingFamily({ codes, blocked }: Readiness): Family {
  const billed = blocked.filter(({ reason }) => reason === "duplicate_claim");
  return holding(codes) ?? holding(billed) ?? families[0];
}

const holding = (lines: readonly { readonly code: string }[]) =>
  families.find((family) => lines.some(({ code }) => belongs(code, family)));

/** The families in the order they are drawn: the leading one first. */
export function familiesInOrder(readiness: Readiness): Family[] {
  const leading = leadingFamily(readiness);
  return [leading, ...families.filter((family) => family !== leading)];
}

type Alternative = Readiness["alternatives"][number];

/** The set of this family that the record supports in place of the recommended one; undefined where none is. */
export function alternativeOf(family: Family, { alternatives }: Readiness): Alternative | undefined {
  return alternatives.find(({ codes }) => codes.some(({ code }) => belongs(code, family)));
}

/** True where the record supports the code, with so many units, in place of the recommended set. */
export function isAlternative(wanted: string, unit: number, { alternatives }: Readiness): boolean {
  return alternatives.some(({ codes }) => codes.some(({ code, units }) => code === wanted && units >= unit));
}
