import type { Delivery, MonthView, RecordPanel } from "../../server/contract/api.ts";
import { deliveryState, type EhrState, isOvertaken, newest, nothing, versionState } from "./record-state.ts";

/** Where the link from our care plan stands. A care plan that is not ours is never changed. */
export function carePlanState(view: MonthView, deliveries: readonly Delivery[]): EhrState {
  const { care_plan } = view.record;
  const delivery = newest(deliveries, "care_plan_link");
  const overtaken = delivery !== null && isOvertaken(delivery, view, ["CarePlan", "Task"]);
  if (delivery && !overtaken && delivery.state !== "confirmed") return deliveryState(delivery);
  const { reference, detail } = care_plan;
  const base = { ...nothing, reference, why: detail === "" ? [] : [detail] };
  switch (care_plan.state) {
    case "ours":
      return delivery?.state === "confirmed" && !overtaken
        ? linkedState(reference, delivery.version)
        : readLink(view.record, delivery?.state === "confirmed");
    case "not_ours":
      return { ...base, kind: "locked", words: "Not changed", why: [notOurs] };
    case "none":
      return { ...base, kind: "excluded", words: "None found, read complete" };
    case "not_known":
      return { ...base, kind: "unknown", words: "Not known" };
  }
}

function linkedState(reference: string | null, version: string | null): EhrState {
  return { ...nothing, reference, ...versionState(version), why: ["It names this month's record."] };
}

/** The link as the reading shows it. Where the month's own record is gone, there is nothing to match a link with. */
function readLink({ care_plan, in_ehr }: RecordPanel, wasLinked: boolean): EhrState {
  const { reference, version, linked, detail } = care_plan;
  const base = { ...nothing, reference };
  if (linked) return linkedState(reference, version);
  if (!wasLinked) {
    return { ...base, kind: "excluded", words: "Not linked yet", why: detail === "" ? [] : [detail] };
  }
  return in_ehr === null
    ? { ...base, kind: "unknown", words: "Not known", why: [unmatched] }
    : { ...base, kind: "differs", words: "Not linked any more", why: [unlinked] };
}

const unmatched = "The month's record was not found, so whether the plan names it cannot be said.";
const unlinked =
  "The EHR accepted the link; a later complete reading shows the plan without it. Record again.";
const notOurs = "This care plan was not made with CareMonth and is never changed.";
