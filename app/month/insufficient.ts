import type { HostRecord, MonthView } from "../../server/contract/api.ts";
import { counted, versioned } from "../ui/format.ts";
import { criterionOf } from "./criterion-search.ts";
import { grouped } from "./grouped.ts";
import type { MissingItem } from "./missing.ts";
import { artefactWords } from "./reader-words.ts";

/** What the chart holds that looks like what is missing and is not enough, each with the reason. */
export function insufficientItems(view: MonthView): MissingItem[] {
  return [...asideItems(view), ...hostItems(view), ...conditionItems(view)];
}

/** Records of ours that cannot be counted as they stand; the EHR may hold work of this month in them. */
function asideItems({ set_aside }: MonthView): MissingItem[] {
  const unsettled = set_aside.filter(({ kind }) => kind === "unverified" || kind === "unusable");
  if (unsettled.length === 0) return [];
  return [
    {
      ...nothingToMend,
      id: "set aside",
      kind: "review",
      title: `${counted(unsettled.length, "record")} set aside: look at ${unsettled.length === 1 ? "it" : "them"} in the EHR`,
      because: ["What they say is not counted."],
      facts: unsettled.map(
        ({ artefact, reference, version, why }) =>
          `${artefactWords[artefact]} ${versioned(reference, version)}: ${why}`,
      ),
    },
  ];
}

/** The EHR's own records of a kind, named only where ours is not met. */
function hostItems({ host_records, readiness }: MonthView): MissingItem[] {
  const wanted = host_records.filter(({ type }) => !isMet(readiness, criteria[type]));
  return grouped(wanted, ({ type }) => type).map(([type, group]) => ({
    ...nothingToMend,
    id: `host ${type}`,
    kind: "excluded",
    title: `${counted(group.length, type)} of the EHR's own: not sufficient`,
    because: [...new Set(group.map(({ why }) => `Not sufficient, because: ${why}`))],
    facts: group.map(({ label, reference, version }) => `${label} · ${versioned(reference, version)}`),
  }));
}

const criteria: Record<HostRecord["type"], string> = { Consent: "consent", CarePlan: "care_plan" };

/** Every problem that does not count, where two that do are not shown. */
function conditionItems({ conditions, readiness }: MonthView): MissingItem[] {
  const others = conditions.filter(({ counted: counts }) => !counts);
  if (others.length === 0 || isMet(readiness, "two_chronic_conditions")) return [];
  return [
    {
      ...nothingToMend,
      id: "conditions",
      kind: "excluded",
      title: `${counted(others.length, "condition")} on record that ${others.length === 1 ? "does" : "do"} not count`,
      because: [],
      facts: others.map(({ label, why }) => `${label}: ${why}`),
    },
  ];
}

function isMet({ criteria: all }: MonthView["readiness"], id: string): boolean {
  return criterionOf(all, [id])?.status === "met";
}

const nothingToMend = { mend: null } as const;
