import type { ReadType } from "../../server/contract/index.ts";
import type { Capability } from "../capability.ts";
import { planMonthChannel } from "../channels.ts";
import { type Finding, finding } from "./finding.ts";

interface Wanted {
  /** What a month stands on: while one of them cannot be read, none is ready. */
  readonly needed: readonly ReadType[];
  /** What is shown beside it. */
  readonly besides: readonly ReadType[];
}

/** What the capability statement says of reading and writing; null where none was to be had, undefined where nobody asked. */
export function capabilityFindings(capability: Capability | null | undefined, wanted: Wanted): Finding[] {
  if (capability === undefined)
    return [
      finding("Capability statement", "unknown", "It was not asked for: what the EHR takes is not known."),
    ];
  if (capability === null)
    return [
      finding(
        "Capability statement",
        "missing",
        "The EHR's capability statement could not be read: what it takes is not known.",
      ),
    ];
  return [
    ...wanted.needed.map((type) => reading(capability, type, true)),
    ...others(capability, wanted),
    ...writing(capability),
  ];
}

function reading(capability: Capability, type: ReadType, needed: boolean): Finding {
  const topic = `Reading ${type}`;
  const how = type === "Patient" ? "read" : "search-type";
  if (capability.supports(type, how)) return finding(topic, "works", `The EHR shows ${type}.`);
  return needed
    ? finding(
        topic,
        "missing",
        `The EHR does not show ${type}: what stands there is not known, and people are asked.`,
      )
    : finding(topic, "differs", `The EHR does not show ${type}; it is not needed for a month.`);
}

function others(capability: Capability, { besides }: Wanted): Finding[] {
  return besides.map((type) => reading(capability, type, false));
}

/** The artefacts CareMonth writes, and what an open server takes each as. */
const artefacts = [
  { name: "Enrolment", type: "Task" },
  { name: "Consent", type: "Consent" },
  { name: "Care plan", type: "CarePlan" },
  { name: "Time entry", type: "Task" },
  { name: "Month", type: "Task" },
] as const;

/** This release writes the month alone, and only as an open server takes it; the other channels are still to come. */
const notYet = "This release does not write it yet.";

function writing(capability: Capability): Finding[] {
  const note = takes(capability, "DocumentReference");
  const form = takes(capability, "QuestionnaireResponse");
  return artefacts.map(({ name, type }) => {
    const topic = `Writing: ${name}`;
    const native = `As ${type}, in the EHR's own record.`;
    if (name === "Month" && takesMonth(capability)) return finding(topic, "works", native);
    if (name !== "Month" && takes(capability, type)) return finding(topic, "differs", `${native} ${notYet}`);
    if (note)
      return finding(topic, "differs", `As a note: the EHR takes notes, and no app's ${type}. ${notYet}`);
    if (form) return finding(topic, "differs", `As a filled-in form, where the site maps ours. ${notYet}`);
    return finding(topic, "missing", `By export alone, which somebody files in the EHR. ${notYet}`);
  });
}

/** As a launch judges it that was given every right on Task. */
function takesMonth(capability: Capability): boolean {
  return planMonthChannel({ capability, scopes: ["patient/Task.crus"] }).channel === "native";
}

/** Without the search a record could be made twice, without the read nothing may be called saved. */
function takes(capability: Capability, type: string): boolean {
  return ["create", "search-type", "read"].every((interaction) => capability.supports(type, interaction));
}
