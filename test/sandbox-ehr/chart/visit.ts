import type { FastifyRequest } from "fastify";
import type { ResourceStore } from "../fhir/resource-store.ts";
import type { FlavourSwitch } from "../flavours/flavour-switch.ts";
import type { SandboxClock } from "../sandbox-clock.ts";
import type { Launches } from "../smart/launches.ts";
import type { Html } from "./html.ts";

/** What the EHR's own pages work with. */
export interface ChartService {
  readonly fhirBase: string;
  readonly launchUrl: string;
  readonly store: ResourceStore;
  readonly launches: Launches;
  readonly clock: SandboxClock;
  readonly flavours: FlavourSwitch;
}

/** One request for a page: who is signed in, and what the address asks for. */
export interface Visit extends ChartService {
  readonly user: string;
  /** Path and query as they were asked for. */
  readonly here: string;
  readonly query: URLSearchParams;
  readonly address: { readonly id: string; readonly type: string };
}

export interface Shown {
  readonly title: string;
  readonly main: Html;
  /** Query parameters that stay when somebody else signs in. */
  readonly keep?: readonly (readonly [string, string])[];
}

export function toVisit(service: ChartService, request: FastifyRequest): Visit {
  const query = new URLSearchParams(request.url.split("?")[1]);
  const address = { id: "", type: "", ...(typeof request.params === "object" ? request.params : {}) };
  const user = query.get("user") ?? service.store.all("Practitioner")[0]?.id ?? "";
  return { ...service, user, query, address, here: request.url };
}
