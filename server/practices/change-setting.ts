import { type SettingChange, type SettingRequest, settingForms } from "../contract/index.ts";
import type { ServerDeps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import { transact } from "../store/transact.ts";
import { type Author, auditOf } from "./author.ts";
import { countChanges, insertChange } from "./setting-rows.ts";
import { waitForTurn } from "./wait-for-turn.ts";

type ChangeDeps = Pick<ServerDeps, "store" | "audit" | "now">;

/**
 * Writes a practice's decision down, from its day on; what held before stays written. Throws Refusal `setting_invalid`,
 * which says where in the value and what is wanted there, and `setting_changed` where somebody was faster.
 */
export async function changeSetting(
  deps: ChangeDeps,
  { practice, request, author }: { practice: string; request: SettingRequest; author: Author },
): Promise<SettingChange> {
  requireForm(request);
  const { seen, ...decided } = request;
  const change = { ...decided, by: author.name, at: deps.now() };
  await transact(deps.store, async (tx) => {
    await waitForTurn(tx, "settings", practice);
    const made = await countChanges(tx, practice, change.key);
    if (made !== seen) throw new Refusal("setting_changed");
    await insertChange(tx, practice, change);
    const { key, from, at } = change;
    await deps.audit.append(
      tx,
      auditOf(author, { kind: "setting.changed", at, practice, details: { key, from } }),
    );
  });
  return change;
}

function requireForm({ key, value }: SettingRequest): void {
  if (value === null) return;
  const [issue] = settingForms[key].safeParse(value).error?.issues ?? [];
  if (!issue) return;
  const where = issue.path.length > 0 ? ` at ${issue.path.map(String).join(".")}` : "";
  throw new Refusal("setting_invalid", `${key}${where}: ${issue.message}.`);
}
