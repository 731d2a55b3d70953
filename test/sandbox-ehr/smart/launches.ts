import { randomBytes } from "node:crypto";

/** What the EHR knows when somebody opens the app from a chart, and how it shall behave for this one launch. */
export interface LaunchOptions {
  /** `p01` or `Patient/p01`. */
  readonly patient: string;
  /** `rn-1` or `Practitioner/rn-1`. */
  readonly user: string;
  readonly encounter?: string;
  /** Default false: the chart page shows the patient itself. */
  readonly needPatientBanner?: boolean;
  /** The sign-in ends with `access_denied`. */
  readonly deny?: boolean;
  /** The token response names no patient; the token stays confined to this one all the same. */
  readonly withoutPatient?: boolean;
}

/** The launch as a token carries it. Ids are bare. */
export interface Launch {
  readonly patient: string;
  readonly user: string;
  readonly encounter: string | null;
  readonly needPatientBanner: boolean;
  readonly deny: boolean;
  readonly withoutPatient: boolean;
}

const bareId = (reference: string) => reference.slice(reference.lastIndexOf("/") + 1);

/** Launch strings: random, unguessable, good for one sign-in. */
export class Launches {
  readonly #waiting = new Map<string, Launch>();

  open({ patient, user, encounter, ...rest }: LaunchOptions): string {
    const launch = randomBytes(24).toString("base64url");
    this.#waiting.set(launch, {
      patient: bareId(patient),
      user: bareId(user),
      encounter: encounter === undefined ? null : bareId(encounter),
      needPatientBanner: rest.needPatientBanner ?? false,
      deny: rest.deny ?? false,
      withoutPatient: rest.withoutPatient ?? false,
    });
    return launch;
  }

  isWaiting(launch: string): boolean {
    return this.#waiting.has(launch);
  }

  /** Uses the launch up; null when it is unknown or was used before. */
  take(launch: string): Launch | null {
    const found = this.#waiting.get(launch) ?? null;
    this.#waiting.delete(launch);
    return found;
  }
}
