import { isDeepStrictEqual } from "node:util";
import type { Task } from "fhir/r4";
import { readMonthTask } from "../../fhir-mappings/month-task.ts";
import { ourValues } from "../../fhir-mappings/our-resource.ts";
import { ourIdentifiers } from "../../fhir-mappings/systems.ts";
import { planCarePlanLink } from "../../launch/channels.ts";
import { belongsTo, isResource } from "../../launch/chart-resource.ts";
import { linkTaskInCarePlan } from "../../launch/write-back/care-plan-link.ts";
import { lookUpTask, writeTask } from "../../launch/write-back/native-task.ts";
import type { Waiting } from "../../launch/write-back/outcome.ts";
import type { Chart } from "./chart.ts";
import type { Payload } from "./delivery.ts";
import type { Finding, Sent } from "./next-state.ts";

type MonthPayload = Extract<Payload, { what: "month" }>;
type LinkPayload = Extract<Payload, { what: "care_plan_link" }>;

/** What one delivery needs to travel: its chart, what is sent, and what came of the delivery it follows. */
export interface Parcel {
  /** Or why there is none to send it by. */
  readonly chart: Chart | Waiting["reason"];
  readonly payload: Payload;
  /** The reference the delivery before it was confirmed with; null where there is none. */
  readonly before: string | null;
}

/** Brings a delivery to the EHR and finds out what became of one whose answer was lost. */
export interface Carrier {
  send(parcel: Parcel): Promise<Sent>;
  lookUp(parcel: Parcel): Promise<Finding>;
}

const notBefore: Sent = {
  state: "rejected",
  issues: ["Not sent: the month itself was not recorded, so there is nothing to refer to."],
  conflict: false,
};

/** The carrier for native records. */
export const nativeCarrier: Carrier = {
  async send({ chart, payload, before }) {
    if (typeof chart === "string") return { state: "waiting", reason: chart };
    return payload.what === "month" ? sendMonth(chart, payload) : sendLink({ chart, payload, before });
  },
  async lookUp({ chart, payload, before }) {
    if (typeof chart === "string") return { state: "waiting", reason: chart };
    // The link is looked up by reading the plan, which is how sending it begins: it cannot be added twice.
    return payload.what === "month" ? lookUpMonth(chart, payload) : sendLink({ chart, payload, before });
  },
};

async function sendMonth(chart: Chart, { task, expected }: MonthPayload): Promise<Sent> {
  const capability = await chart.capability();
  return writeTask({
    client: chart.client,
    task: taskOf(task),
    patient: chart.context.patient,
    expected,
    conditionalCreate: capability?.conditionalCreate("Task") ?? false,
    ...recognising(task),
  });
}

async function lookUpMonth(chart: Chart, { task }: MonthPayload): Promise<Finding> {
  const [value = ""] = ourValues(taskOf(task), ourIdentifiers.month);
  return lookUpTask({
    client: chart.client,
    identifier: { system: ourIdentifiers.month, value },
    patient: chart.context.patient,
    ...recognising(task),
  });
}

interface LinkParcel {
  readonly chart: Chart;
  readonly payload: LinkPayload;
  readonly before: string | null;
}

async function sendLink({ chart, payload, before }: LinkParcel): Promise<Sent> {
  if (before === null) return notBefore;
  const { way, reason } = planCarePlanLink({
    capability: await chart.capability(),
    scopes: chart.context.scopes,
  });
  if (way === "none") return { state: "rejected", issues: [reason], conflict: false };
  const outcome = await linkTaskInCarePlan({
    client: chart.client,
    carePlan: payload.care_plan,
    isOurs: (plan) =>
      ourValues(plan, ourIdentifiers.care_plan).includes(payload.identifier) &&
      isResource(plan, "CarePlan") &&
      belongsTo(plan, { type: "CarePlan", base: chart.client.base, patient: chart.context.patient }),
    task: { reference: before, display: payload.display },
    way,
  });
  return outcome.state === "unchanged" ? { ...outcome, state: "confirmed" } : outcome;
}

/** Whether a Task as read back is the one sent, and whether it says all that was sent. */
function recognising(text: string) {
  const sent = readMonthTask(taskOf(text));
  const read = (resource: unknown) => {
    const reading = readMonthTask(resource);
    return reading.kind === "record" ? reading.record : null;
  };
  if (sent.kind !== "record") throw new Error("A month's Task was sealed that cannot be read back.");
  return {
    isSent: (resource: unknown) => read(resource)?.hash === sent.record.hash,
    carries: (resource: unknown) => isDeepStrictEqual(read(resource), sent.record),
  };
}

/** The Task as this server sealed it. */
function taskOf(text: string): Task {
  return JSON.parse(text);
}
