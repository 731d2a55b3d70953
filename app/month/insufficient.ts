import type { MonthView } from "../../server/contract/api.ts";
import { counted, versioned } from "../ui/format.ts";
import { criterionOf } from "./criterion-search.ts";
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
      because: [],
      facts: unsettled.map(
        ({ artefact, reference, version, why }) =>
          `${artefactWords[artefact]} ${versioned(reference, version)}: ${why}`,
      ),
    },
  ];
}

const kinds = [
  { type: "Consent", criterion: "consent", name: "consent" },
  { type: "CarePlan", criterion: "care_plan", name: "care plan" },
] as const;

/** The EHR's own records of a kind, named only where ours is not met. */
function hostItems({ host_records, readiness }: MonthView): MissingItem[] {
  return kinds.flatMap(({ type, criterion, name }) => {
    const group = host_records.filter((one) => one.type === type);
    if (group.length === 0 || isMet(readiness, criterion)) return [];
    return [
      {
        ...nothingToMend,
        id: `host ${type}`,
        kind: "excluded" as const,
        title: `${counted(group.length, name)} of the EHR's own: not sufficient`,
        because: [...new Set(group.map(({ why }) => `Not sufficient, because: ${why}`))],
        facts: group.map(({ label, reference, version }) => `${label} · ${versioned(reference, version)}`),
      },
    ];
  });
}

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
