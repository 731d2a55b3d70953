import { valuesAt } from "../fhir/json.ts";
import { conceptAt, dayAt, listAt, type SummarySection, textAt } from "./summary-row.ts";

/** What the chart summary shows, in the order of the page: everything as the EHR has it, nothing weighed. */
export const summarySections: readonly SummarySection[] = [
  {
    type: "Condition",
    title: "Problems",
    dated: ["recordedDate", "onsetDateTime"],
    columns: [
      ["Problem", (one) => conceptAt(one, "code")],
      ["Codes", (one) => listAt(one, "code.coding.code")],
      ["Status", (one) => status(listAt(one, "clinicalStatus.coding.code"), verification(one))],
      ["Since", (one) => dayAt(one, "onsetDateTime", "onsetPeriod.start", "recordedDate")],
      ["Filed as", (one) => listAt(one, "category.coding.code")],
    ],
  },
  {
    type: "Encounter",
    title: "Visits and stays",
    dated: ["period.start"],
    columns: [
      ["From", (one) => dayAt(one, "period.start")],
      ["To", (one) => dayAt(one, "period.end") || "open"],
      ["Kind", (one) => conceptAt(one, "type")],
      ["Codes", (one) => [listAt(one, "type.coding.code"), textAt(one, "class.code")].join(" ")],
      ["With", (one) => textAt(one, "participant.individual.display", "participant.individual.reference")],
      ["Status", (one) => textAt(one, "status")],
    ],
  },
  {
    type: "MedicationRequest",
    title: "Medications",
    dated: ["authoredOn"],
    columns: [
      [
        "Medicine",
        (one) =>
          conceptAt(one, "medicationCodeableConcept") ||
          textAt(one, "medicationReference.display", "medicationReference.reference"),
      ],
      ["Taken", (one) => textAt(one, "dosageInstruction.text")],
      ["Prescribed", (one) => dayAt(one, "authoredOn")],
      ["Status", (one) => textAt(one, "status")],
    ],
  },
  {
    type: "AllergyIntolerance",
    title: "Allergies",
    dated: ["recordedDate"],
    columns: [
      ["Allergy", (one) => conceptAt(one, "code")],
      ["Status", (one) => status(listAt(one, "clinicalStatus.coding.code"), verification(one))],
    ],
  },
  {
    type: "Observation",
    title: "Results",
    dated: ["effectiveDateTime", "effectivePeriod.start"],
    columns: [
      ["Result", (one) => conceptAt(one, "code")],
      ["Value", resultOf],
      ["On", (one) => dayAt(one, "effectiveDateTime", "effectivePeriod.start")],
    ],
  },
  {
    type: "Coverage",
    title: "Coverage",
    dated: ["period.start"],
    columns: [
      ["Payer", (one) => textAt(one, "payor.display", "payor.reference")],
      ["Type", (one) => conceptAt(one, "type")],
      ["Plan", (one) => listAt(one, "class.name") || listAt(one, "class.value")],
      ["Since", (one) => dayAt(one, "period.start")],
      ["Status", (one) => textAt(one, "status")],
    ],
  },
  {
    type: "CareTeam",
    title: "Care team",
    dated: ["period.start"],
    columns: [
      ["Team", (one) => textAt(one, "name") || conceptAt(one, "category")],
      [
        "Who",
        (one) => listAt(one, "participant.member.display") || listAt(one, "participant.member.reference"),
      ],
    ],
  },
  {
    type: "Goal",
    title: "Goals",
    dated: ["startDate"],
    columns: [
      ["Goal", (one) => textAt(one, "description.text")],
      ["Since", (one) => dayAt(one, "startDate")],
      ["Status", (one) => textAt(one, "lifecycleStatus")],
    ],
  },
];

function verification(resource: unknown): string {
  return listAt(resource, "verificationStatus.coding.code");
}

function status(clinical: string, verified: string): string {
  return [clinical, verified === "confirmed" ? "" : verified].filter(Boolean).join(", ");
}

function resultOf(resource: unknown): string {
  const parts = valuesAt(resource, "component").map(quantity).filter(Boolean);
  return parts.length > 0 ? parts.join(" / ") : quantity(resource);
}

function quantity(node: unknown): string {
  const value = textAt(node, "valueQuantity.value", "valueString", "valueInteger", "valueDateTime");
  return value === ""
    ? conceptAt(node, "valueCodeableConcept")
    : `${value} ${textAt(node, "valueQuantity.unit")}`;
}
