import type { Patient } from "fhir/r4";
import type { ChartRead, ChartReads } from "../fhir-mappings/chart-reads.ts";
import type { OtherType, ReadType } from "../server/contract/index.ts";
import type { Capability } from "./capability.ts";
import { type ChartResource, isResource } from "./chart-resource.ts";
import type { EhrClient } from "./ehr-client.ts";
import { parseJson } from "./parse-json.ts";
import { complete, denied, endingOf, type ReadEnding } from "./read-ending.ts";
import { readSearch } from "./read-search.ts";
import { failedWords, wrongPatientAdvice } from "./read-words.ts";
import { granted } from "./scopes.ts";
import type { Vendor } from "./vendors/vendor.ts";

/** What one wave of reads needs: the launch's patient and scopes, a client for it, and the present instant. */
export interface ReadWave {
  readonly client: EhrClient;
  readonly patient: string;
  readonly scopes: readonly string[];
  readonly now: () => string;
  /** What the EHR says it can do, where that is already known: a type it does not offer is not asked for. */
  readonly capability?: Capability | null;
  /** How this EHR is searched; as a plain R4 server unless said. */
  readonly vendor?: Vendor;
}

/** One read, and how many resources of other patients the EHR gave with it. */
export interface TypeRead<Type extends ReadType> {
  readonly read: ChartRead<ChartResource<Type>, Type>;
  readonly foreign: number;
}

/** Other patients' resources that were dropped, per type, so that the caller can audit them. */
export type Foreign = readonly { readonly type: ReadType; readonly count: number }[];

export interface ReadChart {
  readonly reads: ChartReads;
  readonly foreign: Foreign;
}

/** Reads beside those a month stands on, in the order they were asked for. */
export interface ReadOthers {
  readonly reads: readonly TypeRead<OtherType>["read"][];
  readonly foreign: Foreign;
}

/**
 * Reads what a month stands on in one parallel wave. Nothing throws for what an EHR answers: each read ends
 * complete | incomplete | denied | unsupported | failed, and only `complete` can mean "there is nothing else".
 */
export async function readChart(wave: ReadWave): Promise<ReadChart> {
  const [patient, condition, consent, carePlan, encounter, task, coverage] = await Promise.all([
    readPatient(wave),
    readSearch(wave, "Condition"),
    readSearch(wave, "Consent"),
    readSearch(wave, "CarePlan"),
    readSearch(wave, "Encounter"),
    readSearch(wave, "Task"),
    readSearch(wave, "Coverage"),
  ]);
  return {
    reads: {
      Patient: patient.read,
      Condition: condition.read,
      Consent: consent.read,
      CarePlan: carePlan.read,
      Encounter: encounter.read,
      Task: task.read,
      Coverage: coverage.read,
    },
    foreign: foreignIn([patient, condition, consent, carePlan, encounter, task, coverage]),
  };
}

/** Reads any of the other types in one wave, with the same endings. */
export async function readOthers(wave: ReadWave, types: readonly OtherType[]): Promise<ReadOthers> {
  const all = await Promise.all(types.map((type) => readSearch(wave, type)));
  return { reads: all.map(({ read }) => read), foreign: foreignIn(all) };
}

function foreignIn(all: readonly { readonly read: { readonly type: ReadType }; readonly foreign: number }[]) {
  return all
    .filter(({ foreign }) => foreign > 0)
    .map(({ read, foreign }) => ({ type: read.type, count: foreign }));
}

async function readPatient({ client, patient, scopes, now }: ReadWave): Promise<TypeRead<"Patient">> {
  const mayRead = granted(scopes, "Patient", "r") !== "none";
  const judged = mayRead ? await judgePatient(client, patient) : { ...nobody, ending: denied("Patient") };
  const { ending, resources, foreign } = judged;
  return { read: { type: "Patient", ...ending, resources, retrieved: now() }, foreign };
}

interface JudgedPatient {
  readonly ending: ReadEnding;
  readonly resources: readonly Patient[];
  readonly foreign: number;
}

const nobody = { resources: [], foreign: 0 } as const;

async function judgePatient(client: EhrClient, id: string): Promise<JudgedPatient> {
  const answer = await client.read(`Patient/${id}`);
  if (answer.kind !== "answered" || answer.status !== 200) {
    return { ...nobody, ending: endingOf("Patient", answer) };
  }
  const resource = parseJson(answer.text);
  if (!isResource(resource, "Patient")) {
    return { ...nobody, ending: unusable("the EHR's answer was not a patient") };
  }
  if (resource.id === id) return { ending: complete, resources: [resource], foreign: 0 };
  const ending = { ...unusable("the EHR answered with another patient"), advice: wrongPatientAdvice };
  return { ending, resources: [], foreign: 1 };
}

function unusable(why: string): ReadEnding {
  return { outcome: "failed", ...failedWords("Patient", why) };
}
