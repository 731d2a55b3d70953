import type { Connection } from "./connections.ts";
import { type EhrAuthorization, readDiscovery } from "./discovery.ts";
import { type EhrOffers, offersOf } from "./ehr-offers.ts";
import { failed, type Outcome } from "./problem.ts";

/** What an EHR says of itself, checked against the connection it was asked for. */
export interface Discovered {
  readonly authorization: EhrAuthorization;
  readonly offers: EhrOffers;
  /** Whether it was known before, so that nobody was asked. */
  readonly kept: boolean;
}

/** The discovery documents of the EHRs, shared by all launches of a process. */
export interface Discoveries {
  find(connection: Connection, signal: AbortSignal): Promise<Outcome<Discovered>>;
  /** The next launch asks anew. */
  forget(connection: Connection): void;
}

/** Fetches the discovery document of an EHR and answers what it holds, or why there is none. */
export type AskDiscovery = (connection: Connection, signal: AbortSignal) => Promise<Outcome<unknown>>;

const freshMs = 60 * 60 * 1000;

/**
 * Keeps answers for an hour at most, and failures never. A kept answer is checked anew with each launch: no endpoint
 * is used that stands outside the connection's trusted origins, whenever it was named. `now` is an instant.
 */
export function discoveries(ask: AskDiscovery, now: () => string): Discoveries {
  const known = new Map<string, { readonly answer: unknown; readonly until: number }>();
  return {
    async find(connection, signal) {
      const { iss } = connection;
      const found = known.get(iss);
      if (found && found.until > Date.parse(now())) return checked(found.answer, connection, true);
      known.delete(iss);
      const asked = await ask(connection, signal);
      if (!asked.ok) return asked;
      const discovered = checked(asked.value, connection, false);
      if (discovered.ok) known.set(iss, { answer: asked.value, until: Date.parse(now()) + freshMs });
      return discovered;
    },
    forget: ({ iss }) => void known.delete(iss),
  };
}

function checked(answer: unknown, connection: Connection, kept: boolean): Outcome<Discovered> {
  const authorization = readDiscovery(answer, connection);
  if (!authorization) return failed("discovery_unusable");
  return { ok: true, value: { authorization, offers: offersOf(answer), kept } };
}
