import { createHash } from "node:crypto";

/** The digest the product passes in. */
export const sha256 = (canonical: string): string => createHash("sha256").update(canonical).digest("hex");
