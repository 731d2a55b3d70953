import type { EhrAuthorization } from "./discovery.ts";

/** What a launch pinned, in a chart or outside every chart. Frozen at the callback: nothing later may change it. */
interface PinnedLaunch {
  readonly id: string;
  readonly practice: string;
  readonly iss: string;
  /** The signed-in person as an absolute or relative FHIR reference (`fhirUser`). */
  readonly user: string;
  /** Granted, not asked. */
  readonly scopes: readonly string[];
  /** Asked for in the EHR's own spelling, so that what was left out can be named. */
  readonly asked: readonly string[];
  readonly needPatientBanner: boolean;
  /** What the user came for, in the EHR's words; null when it said nothing. */
  readonly intent: string | null;
  /** Where the EHR describes its looks, on an origin the connection trusts; null when it does not. */
  readonly smartStyleUrl: string | null;
  /** The EHR's own name of the organization signed in at. */
  readonly tenant: string | null;
  /** What else is open in the EHR, as far as it could be read. */
  readonly fhirContext: readonly FhirContextItem[];
  readonly launchedAt: string;
}

/** A launch in one patient's chart. */
export interface LaunchContext extends PinnedLaunch {
  /** The patient's logical id at `iss`. */
  readonly patient: string;
  readonly encounter: string | null;
}

/** A launch from outside every chart: who is signed in where, and nobody's data. */
export interface PanelContext extends PinnedLaunch {
  readonly patient: null;
  readonly encounter: null;
}

/** SMART App Launch 2.2, "fhirContext": a resource that is open beside the patient and encounter. */
export interface FhirContextItem {
  readonly reference?: string | undefined;
  readonly canonical?: string | undefined;
  readonly type?: string | undefined;
  readonly role?: string | undefined;
}

/** What is kept on the server only, encrypted, until the launch or the EHR's permission ends. Instants are ISO strings. */
export interface LaunchTokens {
  readonly accessToken: string;
  readonly expiresAt: string;
  /** From when on it is exchanged for a fresh one, a while before it expires. */
  readonly renewAt: string;
  /** Good for one use at an EHR that rotates it; null where the EHR gave none. */
  readonly refreshToken: string | null;
  /** What this token may do: never more than the launch was granted at its start. */
  readonly scopes: readonly string[];
  /** Who gave it, and whose name for the signed-in person that was: `sub` of the id_token. */
  readonly authorization: EhrAuthorization;
  readonly subject: string;
  /** It came in place of one that the EHR refused before its time. */
  readonly replacesRefused: boolean;
}
