import type { PersonFields } from "../../server/contract/index.ts";
import { setUpPractice } from "../demo/set-up-practice.ts";
import type { SandboxOptions } from "../sandbox-ehr/sandbox-options.ts";
import { type Clinic, startClinic } from "./launching-browser.ts";
import { connection, otherPractice, practice } from "./test-server.ts";

interface Peopled {
  /** Who works in the first practice and who in the second, by the address of their EHR. */
  readonly people: (iss: string) => readonly [readonly PersonFields[], readonly PersonFields[]];
  readonly sandbox?: Partial<SandboxOptions>;
  /** More practices of the same EHR, in which nobody works. */
  readonly more?: readonly (typeof practice)[];
}

/** One EHR with two practices, and who works in which. */
export async function startTwoPractices({ people, sandbox = {}, more = [] }: Peopled): Promise<Clinic> {
  const practices = [practice, otherPractice, ...more];
  const clinic = await startClinic(
    sandbox,
    (iss) => ({
      practices,
      connections: [
        { ...connection, iss, insecure_http: true, practices: practices.map(({ id }) => id) },
        { ...connection, frame_ancestors: ["https://other.example.org"] },
      ],
    }),
    (iss) => people(iss)[0],
  );
  await setUpPractice(clinic.deps, {
    id: otherPractice.id,
    settings: {},
    people: people(clinic.sandbox.fhirBase)[1],
  });
  return clinic;
}
