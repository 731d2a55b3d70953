import type * as z from "zod";

/** Everything a schema found wrong, each with its JSON pointer (RFC 6901). */
export function findingsOf({ issues }: z.ZodError): { readonly at: string; readonly message: string }[] {
  return issues.map(({ path, message }) => ({ at: pointer(path), message }));
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
