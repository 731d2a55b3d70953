import type { Account, PersonFields } from "../../server/contract/index.ts";

/** A nurse of the practice who signs in with these accounts. */
export function clinicalStaff(name: string, accounts: readonly Account[]): PersonFields {
  return {
    name,
    credential: "RN",
    role: "clinical_staff",
    active_from: "2025-01-01",
    accounts: [...accounts],
    permissions: [],
  };
}
