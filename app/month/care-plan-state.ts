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
      return linkState(care_plan, overtaken ? null : delivery, delivery?.state === "confirmed");
    case "not_ours":
      return { ...base, kind: "locked", words: "Not changed", why: [notOurs] };
    case "none":
      return { ...base, kind: "excluded", words: "None found, read complete" };
    case "not_known":
      return { ...base, kind: "unknown", words: "Not known" };
  }
}

/** Where the link of our own plan stands: `fresh` is a confirmed write that no reading has followed. */
function linkState(
  { reference, detail, version, linked }: RecordPanel["care_plan"],
  fresh: Delivery | null,
  wasLinked: boolean,
): EhrState {
  const base = { ...nothing, reference };
  if (fresh || linked) {
    return {
      ...base,
      ...versionState(fresh ? fresh.version : version),
      why: ["It names this month's record."],
    };
  }
  const why = detail === "" ? [] : [detail];
  return wasLinked
    ? { ...base, kind: "differs", words: "Not linked any more", why: [unlinked] }
    : { ...base, kind: "excluded", words: "Not linked yet", why };
}

const unlinked =
  "The EHR accepted the link; a later complete reading shows the plan without it. Record again.";
const notOurs = "This care plan was not made with CareMonth and is never changed.";
