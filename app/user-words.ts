import type { MonthView } from "../server/contract/api.ts";

/** The signed-in person as a reader knows them; somebody the practice has not named has no name here. */
export function userName({ name }: MonthView["user"]): string {
  return name ?? "Not on the staff list";
}

/** Why this person may not write; null when they may. Reading is open to whoever the EHR let in. */
export function writeBlockedBy({ user, practice }: Pick<MonthView, "user" | "practice">): string | null {
  if (user.role !== null) return null;
  return `You are not on the staff list of ${practice}, so you can read but not record. Ask your administrator to add you, with your role.`;
}
