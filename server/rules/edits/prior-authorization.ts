import type {
  PayerEdit,
  PriorAuthorization,
  PriorAuthorizationPart,
  Undetermined,
} from "../../contract/index.ts";
import { lastDayOfService } from "../eligibility/life.ts";
import type { Situation } from "../situation.ts";

/** How many units of a code what is on file lets through, and what nobody knows of it. */
export interface Authorized {
  readonly units: number;
  readonly missing: readonly Undetermined[];
  /** What the file lacks, in words; never the authorisation's number. */
  readonly lacks: string;
}

type Required = NonNullable<PayerEdit["requires"]>["prior_authorization"];

/** The authorisations of a code added up; one of which a part is not known lets nothing through yet. */
export function authorized(code: string, required: Required, situation: Situation): Authorized {
  const { prior_authorizations: listed } = situation.facts;
  if (listed === undefined) {
    return {
      units: 0,
      missing: [{ what: "prior_authorizations", missing: `the prior authorisation of ${code}` }],
      lacks: "",
    };
  }
  const ofCode = (listed ?? []).filter((one) => one.code === code);
  const judged = ofCode.map((one) => ({
    one,
    lacking: required.filter((part) => !has(part, one, situation)),
  }));
  const sound = judged.filter(({ lacking }) => lacking.length === 0).map(({ one }) => one);
  const open = judged.filter(
    ({ one, lacking }) => lacking.length > 0 && lacking.every((part) => isOpen(part, one)),
  );
  return {
    units: required.includes("units") ? unitsOf(sound) : sound.length > 0 ? Number.POSITIVE_INFINITY : 0,
    missing: open.flatMap(({ lacking }) =>
      lacking.map((part) => ({
        what: `prior_authorizations.${part === "dates" ? "from" : part}`,
        missing: `the ${part} of the prior authorisation of ${code}`,
      })),
    ),
    lacks: lacksOf(
      code,
      ofCode.length,
      judged.flatMap(({ lacking }) => lacking),
    ),
  };
}

/** Units added up; an authorisation listed twice, by its number or else by its dates, is one. */
function unitsOf(sound: readonly PriorAuthorization[]): number {
  const most = new Map<string, number>();
  for (const { number, from, to, units } of sound) {
    const name = number?.trim().toLowerCase() || `${from} ${to}`;
    most.set(name, Math.max(most.get(name) ?? 0, Math.floor(units ?? 0)));
  }
  return [...most.values()].reduce((sum, units) => sum + units, 0);
}

/** Dates are there when they span every day of the month a service can have. */
function has(part: PriorAuthorizationPart, one: PriorAuthorization, { calendar, facts }: Situation): boolean {
  if (part === "number") return (one.number ?? "").trim() !== "";
  if (part === "units") return (one.units ?? 0) >= 1;
  const { from, to } = one;
  if (!calendar || !from || !to) return false;
  return from <= calendar.firstDay && lastDayOfService(facts, calendar) <= to;
}

function isOpen(part: PriorAuthorizationPart, { number, units, from, to }: PriorAuthorization): boolean {
  if (part === "number") return number === undefined;
  if (part === "units") return units === undefined;
  return from === undefined || to === undefined;
}

function lacksOf(code: string, count: number, lacking: readonly PriorAuthorizationPart[]): string {
  if (count === 0) return `No prior authorisation of ${code} is on file.`;
  const parts = [...new Set(lacking)].sort();
  if (parts.length === 0) return "";
  return `Of the prior authorisation of ${code} there is lacking, or does not fit the month: ${parts.join(", ")}.`;
}
