import * as z from "zod";
import { localReference, logicalId } from "./fhir-base.ts";
import type { Grant } from "./grants.ts";
import type { LaunchContext, LaunchTokens } from "./launch-context.ts";
import { failed, type Outcome } from "./problem.ts";

/** What an EHR decided about a launch; the rest of its context is the server's own. */
export type Pinned = Pick<
  LaunchContext,
  "iss" | "patient" | "encounter" | "user" | "scopes" | "needPatientBanner"
>;

/** What a revived fhirclient says about the launch, still to be checked. */
export interface RevivedLaunch {
  readonly patient: unknown;
  readonly encounter: unknown;
  /** The id_token's `fhirUser` claim, or its older `profile`. */
  readonly user: unknown;
}

const LogicalId = z.string().regex(logicalId);
const person =
  /(?:^|\/)(?:Practitioner|PractitionerRole|Patient|RelatedPerson|Person)\/[A-Za-z0-9\-.]{1,64}$/;
const PersonReference = z.string().regex(person);

/** Pins a launch to one patient and one user for its whole life, or says which of them is missing. */
export function pin(iss: string, revived: RevivedLaunch, grant: Grant & { scope: string }): Outcome<Pinned> {
  const patient = LogicalId.safeParse(revived.patient);
  if (!patient.success) return failed("no_patient");
  const user = PersonReference.safeParse(revived.user);
  if (!user.success) return failed("no_user");
  return {
    ok: true,
    value: {
      iss,
      patient: patient.data,
      encounter: LogicalId.safeParse(revived.encounter).data ?? null,
      // A person of this EHR is named as its resources name them; one of another server keeps the whole address.
      user: localReference(iss, user.data)?.reference ?? user.data,
      scopes: grant.scope.split(/\s+/).filter((scope) => scope !== ""),
      needPatientBanner: grant.need_patient_banner !== false,
    },
  };
}

/** SMART App Launch 2.2: an access token lives no longer than an hour, whatever a server leaves unsaid. */
const longestToken = 3600;

/** The tokens to keep for the launch, on the server only. `now` is an instant. */
export function tokensOf({ access_token, expires_in = longestToken }: Grant, now: string): LaunchTokens {
  return {
    accessToken: access_token,
    expiresAt: new Date(Date.parse(now) + expires_in * 1000).toISOString(),
  };
}
