import type { FhirResource } from "fhir/r4";

/** The one app registered at the sandbox. */
export interface SandboxClient {
  readonly id: string;
  readonly redirectUris: readonly string[];
  readonly auth: "none" | "private_key_jwt";
  /** Where the app publishes its keys; wanted for private_key_jwt. */
  readonly jwksUri?: string;
}

export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Stamps lastUpdated and the request log; tokens age by it or by real time, whichever ran further. */
  readonly now: () => Date;
  readonly client: SandboxClient;
  /** Where the chart page opens the app. */
  readonly launchUrl: string;
  /** The most a search page holds, whatever `_count` asks; default 100. */
  readonly pageSize?: number;
  /** Default 3600. */
  readonly tokenLifeSeconds?: number;
  /** Default true. */
  readonly patchSupported?: boolean;
  /** `unsupported` is not advertised and ignores If-None-Exist, so a repeated create duplicates. Default atomic. */
  readonly conditionalCreate?: "atomic" | "unsupported";
  /** Grants less than was asked; default everything asked that the sandbox understands. */
  readonly grant?: (asked: string[]) => string[];
  /** Opens `/control`, by which other processes bring about faults and move the clock. Default false. */
  readonly control?: boolean;
  /** In JSON text where digits matter, such as 1.10. */
  readonly resources?: Iterable<FhirResource | string>;
}
