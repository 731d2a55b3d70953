import type { FhirResource } from "fhir/r4";
import { authorize, type Registered } from "./authorize.ts";
import { startSandbox } from "./sandbox.ts";
import type { SandboxOptions } from "./sandbox-options.ts";
import type { LaunchOptions } from "./smart/launches.ts";

export const redirectUri = "http://localhost:9/callback";

const resources: readonly FhirResource[] = [
  { resourceType: "Patient", id: "p01", identifier: [{ system: "urn:mrn", value: "M1" }] },
  { resourceType: "Patient", id: "p02" },
  { resourceType: "Practitioner", id: "rn-1", name: [{ text: "Nurse One, RN" }] },
  { resourceType: "Practitioner", id: "pr-1", name: [{ text: "Practitioner One, MD" }] },
  { resourceType: "Organization", id: "org-1", name: "Practice" },
  taskFor("p01", { id: "t1" }),
  taskFor("p02", { id: "t2" }),
];

/** A Task about a patient, with whatever a test wants to be special about it. */
export function taskFor(patient: string, rest: object = {}): FhirResource {
  return {
    resourceType: "Task",
    status: "draft",
    intent: "order",
    for: { reference: `Patient/${patient}` },
    ...rest,
  };
}

/** A sandbox with two patients and a task each, and the public client registered at it. */
export async function freshSandbox(options: Partial<SandboxOptions> = {}): Promise<Registered> {
  const sandbox = await startSandbox({
    now: () => new Date(),
    client: { id: "app", redirectUris: [redirectUri], auth: "none" },
    launchUrl: "http://localhost:9/launch",
    resources,
    ...options,
  });
  return { sandbox, clientId: "app", redirectUri };
}

/** A clock that is a second later each time it is asked. */
export function tickingClock(): () => Date {
  let moment = Date.now();
  return () => {
    moment += 1000;
    return new Date(moment);
  };
}

export interface Sent {
  readonly method?: string;
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type FhirFetch = (path: string, sent?: Sent) => Promise<Response>;

/** Requests below the FHIR base with the token of a fresh launch, as nurse rn-1 in the chart of p01 unless said. */
export async function signedIn(
  registered: Registered,
  launch: Partial<LaunchOptions> & { scope?: string } = {},
): Promise<FhirFetch> {
  const { access_token } = await authorize(registered, { patient: "p01", user: "rn-1", ...launch });
  return withToken(registered, access_token);
}

/** Requests below the FHIR base with any bearer token at all. */
export function withToken({ sandbox }: Registered, token: string): FhirFetch {
  return (path, { method = "GET", body, headers } = {}) =>
    fetch(`${sandbox.fhirBase}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/fhir+json", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
}
