import type { FhirResource } from "fhir/r4";
import type { JWK } from "jose";
import type { Behaviour, Flavour } from "./flavours/flavour.ts";
import type { DiscoveryLie } from "./smart/discovery.ts";

/** An app registered at the sandbox. */
export interface SandboxClient {
  readonly id: string;
  /** None for a backend service. */
  readonly redirectUris: readonly string[];
  readonly auth: "none" | "client_secret_basic" | "client_secret_post" | "private_key_jwt";
  /** Wanted for client_secret_basic and client_secret_post. */
  readonly secret?: string;
  /** Where the app publishes its keys; this or `jwks` is wanted for private_key_jwt. */
  readonly jwksUri?: string;
  readonly jwks?: readonly JWK[];
  /** Works by itself, without a user: `client_credentials` and system scopes only. Default false. */
  readonly backend?: boolean;
}

export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Stamps lastUpdated and the request log; tokens age by it or by real time, whichever ran further. */
  readonly now: () => Date;
  readonly client: SandboxClient;
  /** Further apps registered at the sandbox. */
  readonly clients?: readonly SandboxClient[];
  /** Where the chart page opens the app. */
  readonly launchUrl: string;
  /** The most a search page holds, whatever `_count` asks; default 100. */
  readonly pageSize?: number;
  /** Which EHR it is like; default a plain R4 server. */
  readonly flavour?: Flavour;
  /** Departs from the flavour, and stays when that changes. */
  readonly behaviour?: Partial<Behaviour>;
  /** The flavour's by default, 570 in the plain one. */
  readonly tokenLifeSeconds?: number;
  /** How long a launch waits for the app; default 5 minutes. By the same clocks as tokens, like the next. */
  readonly launchLifeSeconds?: number;
  /** Counted anew from each refresh; default 90 days. */
  readonly refreshLifeSeconds?: number;
  /** Default what the flavour says. */
  readonly patchSupported?: boolean;
  /** How the discovery document misleads; by default it is true. */
  readonly discovery?: DiscoveryLie;
  /** Grants less than was asked; default everything asked that the sandbox understands. */
  readonly grant?: (asked: string[]) => string[];
  /** Opens `/control`, by which other processes bring about faults and move the clock. Default false. */
  readonly control?: boolean;
  /** In JSON text where digits matter, such as 1.10. */
  readonly resources?: Iterable<FhirResource | string>;
}
