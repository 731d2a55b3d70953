import type { TaskInput } from "fhir/r4";
import type { Attestation } from "../server/contract/index.ts";
import { codeIn, concept } from "./coding.ts";
import { factInWords } from "./fact-words.ts";
import { dayOrInstantOf } from "./fhir-date.ts";
import { at, listAt, textAt } from "./fhir-node.ts";
import { ourCodes } from "./systems.ts";

const roleForm = /^Attested as (.+)$/s;

/**
 * An attestation as one Task input: its type is the JSON pointer of the fact vouched for, its value an
 * annotation with the person as author, the moment, and the role as the words a reader sees.
 */
export function writeAttestation(pointer: string, { by, role, on }: Attestation): TaskInput {
  return {
    type: concept(ourCodes.attested_fact, pointer, `Attestation: ${factInWords(pointer)}`),
    valueAnnotation: { authorString: by, time: on, text: `Attested as ${role}` },
  };
}

/** Every attestation among a Task's inputs, by pointer; undefined when one cannot be read. */
export function readAttestations(task: unknown): Record<string, Attestation> | undefined {
  const found = listAt(task, "input").flatMap((input) => {
    const pointer = codeIn(at(input, "type"), [ourCodes.attested_fact]);
    return pointer === undefined ? [] : [{ pointer, attestation: readOne(at(input, "valueAnnotation")) }];
  });
  const good = found.flatMap(({ pointer, attestation }) =>
    attestation === undefined ? [] : [[pointer, attestation] as const],
  );
  return good.length === found.length ? Object.fromEntries(good) : undefined;
}

function readOne(annotation: unknown): Attestation | undefined {
  const by = textAt(annotation, "authorString");
  const on = dayOrInstantOf(textAt(annotation, "time"));
  const role = roleForm.exec(textAt(annotation, "text") ?? "")?.[1];
  return by === undefined || on === undefined || role === undefined ? undefined : { by, role, on };
}
