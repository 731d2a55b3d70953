import type { AskedWrite, Refused } from "./flavour.ts";

/** What a patch of a type may do, as operation and path. */
const listed: Readonly<Record<string, readonly string[]>> = {
  Encounter: [
    ...["replace /period/start", "replace /period/end", "replace /type"],
    ...["replace /extension", "add /extension/-"],
  ],
};

/** Null for a patch that does only what the page of its type lists. The operations are well-formed by now. */
export function judgePatch({ type, interaction, sent }: AskedWrite): Refused | null {
  if (interaction !== "patch") return null;
  const operations: readonly { op: string; path: string }[] = JSON.parse(sent);
  const unlisted = operations
    .map(({ op, path }) => `${op} ${path}`)
    .filter((one) => !listed[type]?.includes(one));
  if (unlisted.length === 0) return null;
  const diagnostics = `A patch of ${type} may not ${unlisted.join(", ")}.`;
  return { status: 422, issues: [{ severity: "error", code: "business-rule", diagnostics }] };
}
