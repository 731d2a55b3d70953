import type { MonthFacts, Undetermined } from "../../contract/index.ts";

/** A service billed for this month by whoever. */
export interface BilledService {
  readonly code: string;
  readonly by: string | undefined;
}

/** Services without a status and CCM claims are billed; requested and attempted ones are only asked for. */
export function billedServices({ other_services, prior_ccm_claims_this_month }: MonthFacts): BilledService[] {
  const services = (other_services ?? []).filter(({ status }) => status === undefined);
  return [...services, ...(prior_ccm_claims_this_month ?? [])].map(({ code, by }) => ({ code, by }));
}

/** The lists of billed services nobody has read; a rule on what is not billed has no answer without them. */
export function unreadBilling(facts: MonthFacts): Undetermined[] {
  return [
    {
      what: "other_services",
      missing: "what else was billed or asked for in the month",
      list: facts.other_services,
    },
    {
      what: "prior_ccm_claims_this_month",
      missing: "CCM already billed for the month",
      list: facts.prior_ccm_claims_this_month,
    },
  ].flatMap(({ what, missing, list }) => (list === undefined ? [{ what, missing }] : []));
}

/** Codes somebody asked to bill or tried to bill: each must be answered. In code order, each once. */
export function requestedCodes({ other_services }: MonthFacts): string[] {
  const asked = (other_services ?? []).filter(({ status }) => status !== undefined);
  return [...new Set(asked.map(({ code }) => code))].sort();
}

type Biller = "us" | "another" | "unknown";

/** What the record says of a month's billing: who bills here, and what was billed by whom. */
interface Billing {
  readonly practitioner: string | null;
  readonly billed: readonly BilledService[];
}

/** Who billed any of these codes: the billing practitioner, another one, or somebody not known. */
export function billersOf(
  codes: ReadonlySet<string>,
  { billed, practitioner }: Billing,
): ReadonlySet<Biller> {
  return new Set(
    billed.filter(({ code }) => codes.has(code)).map((service) => billerOf(service, practitioner)),
  );
}

/** The codes our practitioner already billed for this month, in order, each once. */
export function billedByUs({ billed, practitioner }: Billing): string[] {
  const ours = billed.filter((service) => billerOf(service, practitioner) === "us");
  return [...new Set(ours.map(({ code }) => code))].sort();
}

function billerOf({ by }: BilledService, practitioner: string | null): Biller {
  if (by === undefined || practitioner === null) return "unknown";
  return by === practitioner ? "us" : "another";
}
