import type { ConnectionSetting } from "./config-connection.ts";
import type { PracticeSetting } from "./config-file.ts";

interface StaffProblem {
  /** The place within the staff list. */
  readonly at: readonly PropertyKey[];
  readonly message: string;
}

type Connections = readonly Pick<ConnectionSetting, "iss" | "practice">[];

/** What is wrong with a practice's staff list: two EHRs may call two different people by one reference. */
export function staffProblems({ id, staff }: PracticeSetting, connections: Connections): StaffProblem[] {
  const known = issOf(id, connections);
  const people = new Set(staff.map(({ iss, user }) => `${iss ?? known[0]} ${user}`));
  const twice = people.size < staff.length ? [{ at: [], message: "the same user is listed twice" }] : [];
  return [
    ...twice,
    ...staff.flatMap(({ iss }, index) => {
      const message = issProblem(iss, known);
      return message === null ? [] : [{ at: [index, "iss"], message }];
    }),
  ];
}

function issProblem(iss: string | undefined, known: readonly string[]): string | null {
  if (iss === undefined)
    return known.length > 1 ? "must say which EHR this person signs in at: the practice has several" : null;
  return known.includes(iss) ? null : "is not the iss of a connection of this practice";
}

/** The practice with every person tied to the EHR that knows them. */
export function withStaffAtTheirEhr(practice: PracticeSetting, connections: Connections): PracticeSetting {
  const [only] = issOf(practice.id, connections);
  return { ...practice, staff: practice.staff.map((person) => ({ ...person, iss: person.iss ?? only })) };
}

function issOf(practice: string, connections: Connections): string[] {
  return connections.filter((one) => one.practice === practice).map(({ iss }) => iss);
}
