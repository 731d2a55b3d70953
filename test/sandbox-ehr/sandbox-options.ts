import type { FhirResource } from "fhir/r4";
import type { Stored } from "./fhir/resource-store.ts";
import type { Interceptor, LoggedRequest } from "./front-door.ts";
import type { LaunchOptions } from "./smart/launches.ts";

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
  readonly resources?: Iterable<FhirResource>;
}

/** A running sandbox EHR and the handles a test has on it that no app would have. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The `iss` of a launch. */
  readonly fhirBase: string;
  /** Creates or replaces without asking anybody. Text is kept byte for byte, id and meta aside. */
  put(resource: FhirResource | string): Stored;
  /** The current version of `Type/id`, or null. */
  get(reference: string): Stored | null;
  /** The current version of every resource of a type, oldest first. */
  all<Type extends FhirResource["resourceType"]>(
    type: Type,
  ): Stored<Extract<FhirResource, { resourceType: Type }>>[];
  /** A fresh launch string for the app's launch URL. */
  newLaunch(options: LaunchOptions): string;
  /** Every request in the order of arrival; grows while the sandbox runs. */
  readonly requests: readonly LoggedRequest[];
  /** From now on asks `interceptor` before every request; null stops it. */
  intercept(interceptor: Interceptor | null): void;
  /** Withdraws one access token, or all issued until now. */
  revoke(accessToken?: string): void;
  close(): Promise<void>;
}
