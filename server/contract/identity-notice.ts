import * as z from "zod";

/** What the EHR says of whose record this is, in words for the screen. A month that it blocks has no ready code. */
export const IdentityNotice = z.object({
  /** `replaced`: another record took this one's place; `inactive`: out of use; `split`: part may stand in another. */
  kind: z.enum(["replaced", "inactive", "unreadable", "split"]),
  message: z.string(),
  advice: z.string(),
  blocks: z.boolean(),
});
export type IdentityNotice = z.infer<typeof IdentityNotice>;
