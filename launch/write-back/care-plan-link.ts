import * as z from "zod";
import type { EhrClient, EhrWrite } from "../ehr-client.ts";
import { readIssues } from "../ehr-error.ts";
import { localReference } from "../fhir-base.ts";
import { judgeWrite, rejected } from "./judge-write.ts";
import {
  activitiesOf,
  activityReference,
  type LosslessObject,
  parseLossless,
  patchFor,
  withActivity,
} from "./lossless-plan.ts";
import type { Rejected, WriteOutcome } from "./outcome.ts";
import { planDifferences } from "./plan-differences.ts";
import { type ReadBack, readBack, versionOf } from "./read-back.ts";

/** One Task to be named in the activities of our CarePlan. */
export interface CarePlanLink {
  readonly client: EhrClient;
  /** `CarePlan/id`. */
  readonly carePlan: string;
  /** Whether the CarePlan as read is ours to change, for the launch's patient. */
  readonly isOurs: (resource: unknown) => boolean;
  readonly task: { readonly reference: string; readonly display: string };
  readonly way: "patch" | "put";
}

export type LinkOutcome =
  | WriteOutcome
  /** The Task was named there already; nothing was sent. */
  | { readonly state: "unchanged"; readonly reference: string; readonly version: string };

/** A CarePlan that may be changed, in the version it was read in. */
interface OpenPlan {
  readonly state: "open";
  readonly plan: LosslessObject;
  readonly version: string;
  readonly etag: string;
}

/**
 * Names a Task in one activity of our CarePlan and leaves everything else in it as it was: by JSON Patch, or by
 * putting back the text as read. The result is read back and compared; running it again after `unknown` is safe,
 * since an activity that is there already is not added twice.
 */
export async function linkTaskInCarePlan(link: CarePlanLink): Promise<LinkOutcome> {
  const before = await readBack(link.client, link.carePlan);
  if (before.kind === "unread") {
    const judged = judgeWrite(before.answer);
    if (judged.state === "unknown") return { state: "waiting", reason: "ehr_unreachable" };
    return judged.state === "accepted" ? rejected([notReadable]) : judged;
  }
  const open = openPlan(before, link);
  if (open.state !== "open") return open;
  const named = activitiesOf(open.plan)?.some((one) => namesTask(one, link));
  if (named) return { state: "unchanged", reference: link.carePlan, version: open.version };
  const judged = judgeWrite(await link.client.write(addition(open, link)));
  if (judged.state !== "accepted") return judged;
  return compare(open, link, versionOf(judged.answer.etag));
}

function openPlan({ text, resource, version, etag }: ReadBack, link: CarePlanLink): OpenPlan | Rejected {
  if (!link.isOurs(resource)) return rejected([notOurs]);
  if (version === null || etag === null) return rejected([noVersion]);
  const plan = parseLossless(text);
  if (!plan || activitiesOf(plan) === null || isSubset(resource)) return rejected([notWhole]);
  return { state: "open", plan, version, etag };
}

const Tagged = z.object({ meta: z.object({ tag: z.array(z.object({ code: z.string().optional() })) }) });

/** FHIR R4 "Summary": a resource with this tag lacks elements, and must never be written back. */
function isSubset(resource: unknown): boolean {
  const tags = Tagged.safeParse(resource).data?.meta.tag ?? [];
  return tags.some(({ code }) => code === "SUBSETTED");
}

function namesTask(activity: unknown, { client, task }: CarePlanLink): boolean {
  const target = activityReference(activity);
  return target !== null && localReference(client.base, target)?.reference === task.reference;
}

function addition({ plan, etag }: OpenPlan, { carePlan, task, way }: CarePlanLink): EhrWrite {
  const activity = { reference: { reference: task.reference, display: task.display } };
  const guard = { path: carePlan, ifMatch: etag };
  return way === "patch"
    ? {
        ...guard,
        method: "PATCH",
        body: patchFor(plan, activity),
        contentType: "application/json-patch+json",
      }
    : { ...guard, method: "PUT", body: withActivity(plan, activity), contentType: "application/fhir+json" };
}

async function compare(before: OpenPlan, link: CarePlanLink, written: string | null): Promise<LinkOutcome> {
  const held = await readBack(link.client, link.carePlan);
  if (held.kind === "unread") return { state: "unknown", issues: readIssues(held.answer).issues };
  const { version, resource } = held;
  if (version === null) return rejected([noVersion]);
  if (written !== null && written !== version) return { state: "unknown", issues: [changedAgain] };
  const after = parseLossless(held.text);
  const isAdded = (activity: unknown) => namesTask(activity, link);
  if (!after || activitiesOf(after)?.some(isAdded) !== true) return rejected([notKept]);
  const changed = planDifferences(before.plan, after, isAdded);
  if (changed.length > 0) return rejected([alsoChanged(changed)]);
  return { state: "confirmed", reference: link.carePlan, version, resource };
}

const notReadable = "The care plan was not changed: the EHR did not answer with it.";
const notOurs =
  "The care plan was not changed: it does not carry CareMonth's identifier, and a plan made elsewhere is never touched.";
const noVersion =
  "The EHR gives no version of the care plan, so CareMonth cannot change it without risking somebody else's change.";
const notWhole =
  "The care plan was not changed: the EHR did not give it whole, and a plan read in part is never written back.";
const changedAgain = "The care plan was changed again while CareMonth was checking its own change.";
const notKept =
  "The EHR took the change but did not keep the new activity. Do not use this way of changing the care plan here.";

function alsoChanged(pointers: readonly string[]): string {
  const shown = pointers.slice(0, 10).join(", ");
  return `The EHR changed more of the care plan than was sent (${shown}). Review the plan there, and do not use this way of changing it.`;
}
