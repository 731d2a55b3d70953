import type { VendorName } from "./vendors/vendor-named.ts";

/** How CareMonth proves to an EHR's token endpoint that it is the registered client. */
type ClientAuthentication =
  | { readonly kind: "public" }
  | { readonly kind: "client_secret_basic"; readonly secret: string }
  | { readonly kind: "client_secret_post"; readonly secret: string }
  | { readonly kind: "private_key_jwt"; readonly kid: string; readonly key: CryptoKey };

/** One EHR that may launch CareMonth, as the practice configured it. */
export interface Connection {
  /** The FHIR base URL, exactly as the EHR sends it. */
  readonly iss: string;
  readonly name: string;
  readonly clientId: string;
  readonly auth: ClientAuthentication;
  /** Asked for; what was granted is in the launch. */
  readonly scopes: readonly string[];
  /** Origins that may show CareMonth in a frame. */
  readonly frameAncestors: readonly string[];
  /** The ids of the practices whose patients are seen through it. */
  readonly practices: readonly string[];
  /** Origins besides that of `iss` which may serve the authorize, token and key-set endpoints. */
  readonly endpointOrigins: readonly string[];
  /** Whose ways of searching this EHR has; a plain R4 server's where not said. */
  readonly vendor?: VendorName | undefined;
  /** Plain http is allowed; for a sandbox on this machine only. */
  readonly insecureHttp: boolean;
}

/**
 * The connection an `iss` belongs to, or undefined. Compared character by character and before any request:
 * two spellings of one address are two addresses, so that no look-alike is ever contacted.
 */
export function connectionFor(connections: readonly Connection[], iss: string): Connection | undefined {
  return connections.find((connection) => connection.iss === iss);
}

type Trusting = Pick<Connection, "iss" | "endpointOrigins" | "insecureHttp">;

/** Whether an address the EHR named stands on one of the connection's own origins, encrypted and in nobody's name. */
export function isTrusted(address: string, connection: Trusting): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, protocol, username, password } = new URL(address);
  const secret = protocol === "https:" || (connection.insecureHttp && protocol === "http:");
  return secret && username === "" && password === "" && trustedOrigins(connection).has(origin);
}

function trustedOrigins({ iss, endpointOrigins }: Trusting): ReadonlySet<string> {
  return new Set([new URL(iss).origin, ...endpointOrigins]);
}
