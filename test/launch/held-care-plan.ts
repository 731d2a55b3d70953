import { ehrClient } from "../../launch/ehr-client.ts";
import { type CarePlanLink, linkTaskInCarePlan } from "../../launch/write-back/care-plan-link.ts";
import { fixedToken } from "./fixed-token.ts";
import { type Interference, type StoredEhr, storedEhr } from "./stored-ehr.ts";

/** What makes a plan ours. */
export const ours = '"identifier":[{"system":"urn:oid:2.25.1","value":"plan-key"}]';

/** The activity that names the Task of these tests. */
export const added = '{"reference":{"reference":"Task/t1","display":"CCM March 2026"}}';

/** Everything a careless round trip would lose. */
const rest = [
  '"modifierExtension":[{"url":"urn:x","valueDecimal":1.10}]',
  '"_status":{"extension":[{"url":"urn:y","valueInteger64":9007199254740993}]}',
  '"future":{"b":1,"a":1e2,"c":-0.0}',
  '"title":"P\\u00e9rez \\ud83d\\ude00 \\u202e"',
].join(",");

/** Our plan with these activities, as text. */
export function plan(...activities: string[]): string {
  const activity = activities.length === 0 ? "" : `,"activity":[${activities.join(",")}]`;
  return `{"resourceType":"CarePlan",${ours},${rest}${activity}}`;
}

/** An activity that is not ours. */
export const other = '{"detail":{"status":"not-started","quantity":{"value":2.50}}}';

/** An EHR that holds a plan of this text as CarePlan/c1. */
export async function holding(text: string, interference: Interference = {}): Promise<StoredEhr> {
  const ehr = await storedEhr(interference);
  ehr.put("CarePlan", "c1", text);
  return ehr;
}

/** Names the Task in CarePlan/c1. */
export function link(ehr: StoredEhr, way: "patch" | "put", more: Partial<CarePlanLink> = {}) {
  const client = ehrClient({
    base: ehr.base,
    tokens: fixedToken(),
    sleep: async () => undefined,
    deadlineMs: 400,
  });
  return linkTaskInCarePlan({
    client,
    carePlan: "CarePlan/c1",
    isOurs: (resource) => JSON.stringify(resource).includes("plan-key"),
    task: { reference: "Task/t1", display: "CCM March 2026" },
    way,
    ...more,
  });
}
