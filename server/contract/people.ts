import * as z from "zod";
import { Day, Reference } from "./primitives.ts";
import { Npi } from "./settings.ts";

/* The people of a practice: who they are at their EHRs, whose time counts as what, and who may do what. */

/** What a person may do beside what their role allows. */
export const Permission = z.enum([
  "administrator",
  "auditor",
  "validate",
  "export",
  "reopen",
  "panel",
  "candidates",
]);
export type Permission = z.infer<typeof Permission>;

/** An account a person signs in with; one person may have several, at one EHR or at more. */
export const Account = z.strictObject({ iss: z.string().min(1), user: Reference });
export type Account = z.infer<typeof Account>;

const Name = z.string().trim().min(1).max(200);

const Fields = z.strictObject({
  name: Name,
  /** As it stands behind the name in records: `RN`, `MD`. */
  credential: Name,
  /** What their time counts as. */
  role: z.enum(["practitioner", "other_practitioner", "clinical_staff", "non_clinical"]),
  /** Of a practitioner, in the words of the rules: MD, DO, NP, PA, CNS, CNM. */
  practitioner_type: Name.optional(),
  npi: Npi.optional(),
  /** The vendor who employs them; absent for the practice's own. */
  employer: Name.optional(),
  /** Whether they work within the United States; absent where nobody said. */
  works_in_us: z.boolean().optional(),
  active_from: Day,
  /** Their last day; absent while they stay. */
  active_to: Day.optional(),
  accounts: z.array(Account).max(20),
  permissions: z.array(Permission),
});

/** What is said of a person. */
export const PersonFields = Fields.refine(
  ({ active_from, active_to }) => active_to === undefined || active_from <= active_to,
  { path: ["active_to"], message: "is before the first day" },
).refine(
  ({ role, practitioner_type: type }) =>
    type === undefined || role === "practitioner" || role === "other_practitioner",
  {
    path: ["practitioner_type"],
    message: "is said of a practitioner or other practitioner only: leave it out for this role",
  },
);
export type PersonFields = z.infer<typeof PersonFields>;

/** A person of the practice. `version` rises with every change; a change names the one it was made on. */
export const Person = z.strictObject({
  ...Fields.shape,
  id: z.uuid(),
  version: z.int().min(1),
  by: z.string(),
  at: z.string(),
});
export type Person = z.infer<typeof Person>;
