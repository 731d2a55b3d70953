import { randomBytes } from "node:crypto";
import { type Life, lifeOf } from "./life.ts";

/** What the EHR knows when somebody opens the app, and how it shall behave for this one launch. */
export interface LaunchOptions {
  /** `p01` or `Patient/p01`; absent when the app is opened from a panel, outside every chart. */
  readonly patient?: string;
  /** `rn-1` or `Practitioner/rn-1`. */
  readonly user: string;
  readonly encounter?: string;
  /** Default false: the chart page shows the patient itself. */
  readonly needPatientBanner?: boolean;
  /** What the user came for, such as `reconcile-medications`. */
  readonly intent?: string;
  /** Further resources that are open in the EHR. */
  readonly fhirContext?: readonly FhirContext[];
  /** The sign-in ends with `access_denied`. */
  readonly deny?: boolean;
  /** The token response names no patient; the token stays confined to this one all the same. */
  readonly withoutPatient?: boolean;
}

export interface FhirContext {
  readonly reference: string;
  readonly role?: string;
}

/** The launch as a token carries it. Ids are bare. */
export interface Launch {
  readonly patient: string | null;
  readonly user: string;
  readonly encounter: string | null;
  readonly needPatientBanner: boolean;
  readonly intent: string | null;
  readonly fhirContext: readonly FhirContext[];
  readonly deny: boolean;
  readonly withoutPatient: boolean;
}

const bareId = (reference: string) => reference.slice(reference.lastIndexOf("/") + 1);
const bareIdOrNull = (reference: string | undefined) => (reference === undefined ? null : bareId(reference));

/** A launch with everything left out filled in. */
export function toLaunch({ patient, user, encounter, ...rest }: LaunchOptions): Launch {
  return {
    patient: bareIdOrNull(patient),
    user: bareId(user),
    encounter: bareIdOrNull(encounter),
    needPatientBanner: rest.needPatientBanner ?? false,
    intent: rest.intent ?? null,
    fhirContext: rest.fhirContext ?? [],
    deny: rest.deny ?? false,
    withoutPatient: rest.withoutPatient ?? false,
  };
}

interface Waiting {
  readonly launch: Launch;
  readonly life: Life;
}

const fiveMinutes = 300;

/** Launch strings: random, unguessable, good for one sign-in within `lifeSeconds`. */
export class Launches {
  readonly #waiting = new Map<string, Waiting>();
  readonly #now: () => Date;
  readonly #lifeSeconds: number;

  constructor(now: () => Date, lifeSeconds: number = fiveMinutes) {
    this.#now = now;
    this.#lifeSeconds = lifeSeconds;
  }

  open(options: LaunchOptions): string {
    const launch = randomBytes(24).toString("base64url");
    this.#waiting.set(launch, { launch: toLaunch(options), life: lifeOf(this.#lifeSeconds, this.#now) });
    return launch;
  }

  isWaiting(launch: string): boolean {
    return this.#find(launch) !== null;
  }

  /** Uses the launch up; null when it is unknown, too old or was used before. */
  take(launch: string): Launch | null {
    const found = this.#find(launch);
    this.#waiting.delete(launch);
    return found;
  }

  #find(launch: string): Launch | null {
    const waiting = this.#waiting.get(launch);
    return !waiting || waiting.life.isOver() ? null : waiting.launch;
  }
}
