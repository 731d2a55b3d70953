import type { FhirResource } from "fhir/r4";
import { onTestFinished } from "vitest";
import { patientElement } from "../../fhir-mappings/patient-element.ts";
import { readCapability } from "../../launch/capability.ts";
import { ehrClient } from "../../launch/ehr-client.ts";
import type { ReadWave } from "../../launch/read-chart.ts";
import { type VendorName, vendorNamed } from "../../launch/vendors/vendor-named.ts";
import { ReadType } from "../../server/contract/index.ts";
import { authorize, type Registered } from "../sandbox-ehr/authorize.ts";
import { flavourNamed } from "../sandbox-ehr/flavours/flavours.ts";
import { freshSandbox } from "../sandbox-ehr/fresh-sandbox.ts";
import type { SandboxOptions } from "../sandbox-ehr/sandbox-options.ts";
import { fixedToken } from "./fixed-token.ts";

const narrowed: Readonly<Record<string, object>> = {
  CarePlan: { status: "active", intent: "plan", category: [{ coding: [{ code: "assess-plan" }] }] },
  Condition: { category: [{ coding: [{ code: "problem-list-item" }] }] },
  Observation: { category: [{ coding: [{ code: "laboratory" }] }], effectiveDateTime: "2026-02-01" },
  DocumentReference: { category: [{ coding: [{ code: "clinical-note" }] }] },
};

/** One resource of a type about a patient, such as every search of that type finds. */
export function oneOf(
  type: Exclude<ReadType, "Patient">,
  patient: string,
  change: object = {},
): FhirResource {
  const subject = { [patientElement[type]]: { reference: `Patient/${patient}` } };
  const id = `${type}-${patient}`;
  return { resourceType: type, id, ...subject, ...narrowed[type], ...change } as FhirResource;
}

export const searchedTypes = ReadType.exclude(["Patient"]).options;

export interface OpenedChart {
  readonly registered: Registered;
  readonly wave: ReadWave;
  /** The searches and reads asked for since, by path and query. */
  readonly asked: () => string[];
}

interface Opening extends Partial<SandboxOptions> {
  readonly like?: string;
  readonly vendor?: VendorName;
  readonly scopes?: readonly string[];
  /** Asks the EHR first what it can do. */
  readonly withStatement?: boolean;
}

const everyScope = ReadType.options.map((type) => `patient/${type}.rs`);

/** The chart of p01 in a sandbox like some EHR, with one resource of every type for p01 and for p02, ready to be read. */
export async function openedChart(opening: Opening = {}): Promise<OpenedChart> {
  const { like = "generic", vendor = "generic", scopes = everyScope, withStatement, ...options } = opening;
  const flavour = flavourNamed(like);
  if (!flavour) throw new Error(`no flavour ${like}`);
  const patients: FhirResource[] = ["p01", "p02"].map((id) => ({
    resourceType: "Patient",
    id,
    active: true,
  }));
  const person: FhirResource = {
    resourceType: "Practitioner",
    id: "rn-1",
    name: [{ text: "Nurse One, RN" }],
  };
  const clinical = searchedTypes.flatMap((type) => [oneOf(type, "p01"), oneOf(type, "p02")]);
  const resources = [person, ...patients, ...clinical];
  const registered = await freshSandbox({ flavour, resources, tokenLifeSeconds: 3600, ...options });
  onTestFinished(() => registered.sandbox.close());
  const scope = ["launch", "openid", "fhirUser", ...scopes].join(" ");
  const { access_token } = await authorize(registered, { patient: "p01", user: "rn-1", scope });
  const client = ehrClient({
    base: registered.sandbox.fhirBase,
    tokens: fixedToken(access_token),
    sleep: async () => undefined,
  });
  const capability = withStatement ? await readCapability(client) : null;
  const before = registered.sandbox.requests.length;
  return {
    registered,
    wave: {
      client,
      patient: "p01",
      scopes,
      now: () => "2026-03-06T12:00:00.000Z",
      capability,
      vendor: vendorNamed(vendor),
    },
    asked: () => registered.sandbox.requests.slice(before).map(({ url }) => url),
  };
}
