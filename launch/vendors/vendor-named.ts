import { epic } from "./epic.ts";
import { generic } from "./generic.ts";
import { oracle } from "./oracle.ts";
import type { Vendor } from "./vendor.ts";

/** The EHRs whose ways of searching are known; any other is read as a plain R4 server. */
export type VendorName = "generic" | "epic" | "oracle";

const vendors: Readonly<Record<VendorName, Vendor>> = { generic, epic, oracle };

/** How the EHR of a connection is searched. */
export function vendorNamed(name: VendorName | undefined): Vendor {
  return vendors[name ?? "generic"];
}
