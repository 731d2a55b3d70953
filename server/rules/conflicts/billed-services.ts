import type { MonthFacts } from "../../contract/index.ts";
import type { Situation } from "../situation.ts";

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

/** Codes somebody asked to bill or tried to bill: each must be answered. In code order, each once. */
export function requestedCodes({ other_services }: MonthFacts): string[] {
  const asked = (other_services ?? []).filter(({ status }) => status !== undefined);
  return [...new Set(asked.map(({ code }) => code))].sort();
}

export type Biller = "us" | "another" | "unknown";

/** Whether the billing practitioner or another one billed a service. */
export function billerOf({ by }: BilledService, { practitioner }: Situation): Biller {
  if (by === undefined || practitioner === null) return "unknown";
  return by === practitioner ? "us" : "another";
}

/** The billed services among these codes, by who billed them. */
export function billersOf(codes: ReadonlySet<string>, situation: Situation): ReadonlySet<Biller> {
  const billed = billedServices(situation.facts).filter(({ code }) => codes.has(code));
  return new Set(billed.map((service) => billerOf(service, situation)));
}
