import * as z from "zod";
import type { Connection } from "./connections.ts";
import { localReference, logicalId } from "./fhir-base.ts";
import type { Grant } from "./grants.ts";
import { besidesPatient } from "./launch-besides.ts";
import type { LaunchContext, PanelContext } from "./launch-context.ts";
import { failed, type Outcome } from "./problem.ts";

type ServersOwn = "id" | "practice" | "launchedAt";

/** What an EHR decided about a launch; the rest of its context is the server's own. */
export type Pinned = Omit<LaunchContext, ServersOwn> | Omit<PanelContext, ServersOwn>;

/** What a revived fhirclient says about the launch, still to be checked. */
export interface RevivedLaunch {
  readonly patient: unknown;
  readonly encounter: unknown;
  /** The id_token's `fhirUser` claim, or its older `profile`. */
  readonly user: unknown;
}

interface Pinning {
  readonly connection: Connection;
  readonly revived: RevivedLaunch;
  /** With the scope that holds where the EHR said none. */
  readonly grant: Grant & { readonly scope: string };
  readonly asked: readonly string[];
  /** Whether the EHR was asked to have a patient chosen, so that a launch without one has failed. */
  readonly wantsPatient: boolean;
}

const LogicalId = z.string().regex(logicalId);
const person =
  /(?:^|\/)(?:Practitioner|PractitionerRole|Patient|RelatedPerson|Person)\/[A-Za-z0-9\-.]{1,64}$/;
const PersonReference = z.string().regex(person);

/** Pins a launch to one user and one patient, or none, for its whole life, or says which of them is missing. */
export function pin({ connection, revived, grant, asked, wantsPatient }: Pinning): Outcome<Pinned> {
  const { iss } = connection;
  const user = PersonReference.safeParse(revived.user);
  if (!user.success) return failed("no_user");
  const shared = {
    iss,
    // A person of this EHR is named as its resources name them; one of another server keeps the whole address.
    user: localReference(iss, user.data)?.reference ?? user.data,
    scopes: grant.scope.split(/\s+/).filter((scope) => scope !== ""),
    asked,
    needPatientBanner: grant.need_patient_banner !== false,
    ...besidesPatient(grant, connection),
  };
  const patient = LogicalId.nullish().safeParse(revived.patient);
  if (!patient.success || (wantsPatient && !patient.data)) return failed("no_patient");
  if (!patient.data) return { ok: true, value: { ...shared, patient: null, encounter: null } };
  const encounter = LogicalId.safeParse(revived.encounter).data ?? null;
  return { ok: true, value: { ...shared, patient: patient.data, encounter } };
}
