import type { Connection } from "../../launch/connections.ts";
import type { LaunchContext, PanelContext } from "../../launch/launch-context.ts";
import type { Day, Person } from "../contract/index.ts";
import { accountAt } from "./account-at.ts";
import { personAt } from "./person-at.ts";
import type { PracticeSetUp } from "./practice-set-up.ts";

/** A launch of either kind, as far as the practice is concerned. */
export interface AtPractice {
  readonly context: LaunchContext | PanelContext;
  readonly connection: Connection;
  readonly practice: PracticeSetUp;
  readonly today: Day;
}

/** Who the signed-in user is in the practice today; null for somebody who is not on its staff list. */
export function userOf({ context, practice, today }: AtPractice): Person | null {
  return personAt(practice.people, accountAt(context.iss, context.user), today) ?? null;
}
