import { activities } from "../../rules/figures/activities.ts";
import { carePlanElements } from "../../rules/figures/care-plan-elements.ts";
import { addOnBases, invalidForMedicare } from "../../rules/figures/ccm-codes.ts";
import { ccmFamilies } from "../../rules/figures/ccm-families.ts";
import { conflictingServices } from "../../rules/figures/conflicting-services.ts";
import { conversionFactors } from "../../rules/figures/conversion-factors.ts";
import type { Dated } from "../../rules/figures/dated.ts";
import { oneDisease } from "../../rules/figures/disease-groups.ts";
import { generalCode } from "../../rules/figures/general-code.ts";
import { facilityPlaces, nationalRatePractices } from "../../rules/figures/places-of-service.ts";
import { billingTypes } from "../../rules/figures/practitioners.ts";
import { type RelativeValues, relativeValues } from "../../rules/figures/relative-values.ts";
import { primaryCareLevels, principalCare, remoteMonitoring } from "../../rules/figures/sibling-codes.ts";
import { payingStays } from "../../rules/figures/stays.ts";
import { initiatingVisits } from "../../rules/figures/visits.ts";
import { code, period, table } from "./markdown.ts";

/** Every dated figure by name, in the order a claim meets them. */
export const datedFigures: Readonly<Record<string, readonly Dated<unknown>[]>> = {
  "who may bill": billingTypes,
  "visits that initiate CCM": initiatingVisits,
  "stays that pay for care management": payingStays,
  "staff time": ccmFamilies[0],
  "the practitioner's own time": ccmFamilies[1],
  "complex CCM": ccmFamilies[2],
  "the general code of rural and federally qualified health centers": generalCode,
  "places paid at the facility amount": facilityPlaces,
  "practices paid the national amount": nationalRatePractices,
  "conversion factor, ten-thousandths of a dollar": conversionFactors,
  "remote monitoring": remoteMonitoring,
  "principal care management": principalCare,
  "advanced primary care management": primaryCareLevels,
};

/** Figures with the months they are in force and where they were read. */
export function figuresChapter(): string {
  const rows = Object.entries(datedFigures).flatMap(([name, entries]) =>
    entries.map(({ from, to, value, source }) => [name, period(from, to), spoken(value), code(source)]),
  );
  return [
    "## Figures",
    table(["figure", "service months", "value", "source"], rows),
    amounts(),
    services(),
    lists(),
    diseases(),
  ].join("\n\n");
}

function amounts(): string {
  const rows = relativeValues.flatMap(({ from, to, value, source }) =>
    [...value].map(([name, values]) => [code(name), period(from, to), ...unitsOf(values), code(source)]),
  );
  const head = [
    "code",
    "service months",
    "outside a facility",
    "work",
    "expense",
    "expense, facility",
    "malpractice",
  ];
  return `### Relative values, in hundredths

The amount of a unit is the values, each by its locality index where one is given, times the conversion factor, rounded
to the cent; then times the units. A code that is missing here has no amount: it is null, never a guess.

${table([...head, "source"], rows)}`;
}

function unitsOf({ nonFacility, parts }: RelativeValues): string[] {
  if (!parts) return [String(nonFacility), "not read", "not read", "not read", "not read"];
  const { work, practiceExpense, malpractice } = parts;
  return [nonFacility, work, practiceExpense.nonFacility, practiceExpense.facility, malpractice].map(String);
}

function services(): string {
  const rows = conflictingServices.map(({ codes, reason, whenSame, whenOther, source }) => [
    [...codes].join(", "),
    code(reason),
    whenSame ? code(whenSame) : "none",
    whenOther ? code(whenOther.gap) : "nothing",
    code(source),
  ]);
  const head = ["services", "billed by the same practitioner", "and the notice", "by another", "source"];
  return `### Services that exclude CCM in the same month\n\n${table(head, rows)}`;
}

function lists(): string {
  return `### Activities

Words outside this list count and ask for a review (\`activity_review\`). Sources: \`CMS-FAQ-2017\`, \`CMS-FAQ-2022\`.

${table(
  ["activity", "what it does"],
  [...activities].map(([activity, treatment]) => [
    code(activity),
    treatment === "counts"
      ? "counts for the programme it is attributed to"
      : `does not count: ${code(treatment)}`,
  ]),
)}

### Other lists

- Elements of a care plan, typical and not each required (\`INFOCUS-MLN\`): ${carePlanElements.map(code).join(", ")}.
- Codes Medicare never pays (\`RVU26C\`): ${[...invalidForMedicare].join(", ")}.
- Add-ons and the codes they belong to: ${[...addOnBases].map(([addOn, bases]) => `${addOn} to ${bases.join(" or ")}`).join("; ")}.`;
}

function diseases(): string {
  return `### One disease, not codes

ICD-10-CM categories that name one disease count once (\`REASONING\`, a contested point). A category that is not listed is a
disease of its own. Categories R, S, T and V to Z never count.

${table(
  ["disease", "categories"],
  Object.entries(oneDisease).map(([disease, categories]) => [disease, categories.join(", ")]),
)}`;
}

/** A figure's value in words a person can check against its source. */
function spoken(value: unknown): string {
  if (value instanceof Set) return value.size === 0 ? "none" : [...value].join(", ");
  if (Array.isArray(value)) return value.map(spoken).join("; ");
  if (typeof value !== "object" || value === null) return String(value ?? "no limit");
  return Object.entries(value)
    .map(
      ([name, field]) =>
        `${words(name)} ${typeof field === "object" && field !== null ? `(${spoken(field)})` : spoken(field)}`,
    )
    .join(", ");
}

const words = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
