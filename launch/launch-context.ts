/** What a launch pinned. Frozen at the callback: nothing later in the launch's life may change it. */
export interface LaunchContext {
  readonly id: string;
  readonly practice: string;
  readonly iss: string;
  /** The patient's logical id at `iss`. */
  readonly patient: string;
  readonly encounter: string | null;
  /** The signed-in person as an absolute or relative FHIR reference (`fhirUser`). */
  readonly user: string;
  /** Granted, not asked. */
  readonly scopes: readonly string[];
  readonly needPatientBanner: boolean;
  readonly launchedAt: string;
}

/** What is kept on the server only, encrypted, for the launch's life. */
export interface LaunchTokens {
  readonly accessToken: string;
  readonly expiresAt: string;
}
