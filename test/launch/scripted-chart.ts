import { ehrClient } from "../../launch/ehr-client.ts";
import { type ReadChart, readChart } from "../../launch/read-chart.ts";
import { ChartType } from "../../server/contract/index.ts";
import { fixedToken } from "./fixed-token.ts";
import { type Reply, type ScriptedEhr, type Seen, scriptedEhr } from "./scripted-ehr.ts";

/** When every read of these tests is made. */
export const now = () => "2026-03-06T12:00:00.000Z";

/** Scopes for whatever a chart holds. */
export const everything = ["patient/*.rs"];

/** Answers by resource type; what is not scripted is an honest, empty chart. */
export type Script = {
  readonly [Type in ChartType]?: (request: Seen, ehr: { base: string }) => Reply | Promise<Reply>;
};

/** The chart of p1 in an EHR of the test's own. */
export async function chart(script: Script): Promise<ScriptedEhr> {
  const ehr: ScriptedEhr = await scriptedEhr((request) => {
    const type = ChartType.options.find((one) => request.url.startsWith(`/fhir/${one}`)) ?? "Patient";
    return script[type]?.(request, { base: ehr.base }) ?? honest(type);
  });
  return ehr;
}

function honest(type: ChartType): Reply {
  return type === "Patient" ? { body: { resourceType: "Patient", id: "p1" } } : { body: bundle([]) };
}

/** A searchset of these resources. */
export function bundle(resources: readonly object[], more: object = {}): object {
  return {
    resourceType: "Bundle",
    type: "searchset",
    entry: resources.map((resource) => ({ resource })),
    ...more,
  };
}

/** Reads the chart of p1 as far as the scopes go. */
export function read(ehr: ScriptedEhr, scopes = everything, more: object = {}): Promise<ReadChart> {
  const client = ehrClient({
    base: ehr.base,
    tokens: fixedToken(),
    sleep: async () => undefined,
    deadlineMs: 400,
    ...more,
  });
  return readChart({ client, patient: "p1", scopes, now });
}

/** A Condition of p1. */
export const condition = (id: string, more: object = {}) => ({
  resourceType: "Condition",
  id,
  subject: { reference: "Patient/p1" },
  ...more,
});

/** What a Bundle says of the page after it. */
export const next = (url: string) => ({ link: [{ relation: "next", url }] });

/** The ids of the Conditions that were read, in their order. */
export const ids = ({ reads }: ReadChart) => reads.Condition.resources.map(({ id }) => id);
