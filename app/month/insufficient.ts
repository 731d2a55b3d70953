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
  { type: "Consent", criterion: "consent", name: "consent", what: "of the EHR's own: not sufficient" },
  { type: "CarePlan", criterion: "care_plan", name: "care plan", what: "of the EHR's own: not sufficient" },
  {
    type: "Encounter",
    criterion: "facility_stay",
    name: "visit",
    what: "that may be a stay: look in the EHR",
  },
  { type: "Coverage", criterion: "medicare", name: "coverage", what: "that cannot be taken at its word" },
] as const;

/** The EHR's own records of a kind, named only where ours is not met. */
function hostItems({ host_records, readiness }: MonthView): MissingItem[] {
  return kinds.flatMap(({ type, criterion, name, what }) => {
    const group = host_records.filter((one) => one.type === type);
    if (group.length === 0 || isMet(readiness, criterion)) return [];
    return [
      {
        ...nothingToMend,
        id: `host ${type}`,
        kind: "excluded" as const,
        title: `${counted(group.length, name)} ${what}`,
        because: [...new Set(group.map(({ why }) => `Not sufficient, because: ${why}`))],
        facts: group.map(({ label, reference, version }) => `${label} · ${versioned(reference, version)}`),
      },
    ];
  });
}

/** Every problem that does not count, where two that do are not shown; where that is not known, it is not said either. */
function conditionItems({ conditions, readiness }: MonthView): MissingItem[] {
  const others = conditions.filter(({ counted: counts }) => !counts);
  const status = criterionOf(readiness.criteria, ["two_chronic_conditions"])?.status;
  if (others.length === 0 || status === "met") return [];
  const unknown = status === "unknown";
  const say = unknown ? ", not known to count" : ` that ${others.length === 1 ? "does" : "do"} not count`;
  return [
    {
      ...nothingToMend,
      id: "conditions",
      kind: unknown ? "unknown" : "excluded",
      title: `${counted(others.length, "condition")} on record${say}`,
      because: [],
      facts: others.map(({ label, why }) => `${label}: ${why}`),
    },
  ];
}

function isMet({ criteria: all }: MonthView["readiness"], id: string): boolean {
  return criterionOf(all, [id])?.status === "met";
}

const nothingToMend = { mend: null } as const;
