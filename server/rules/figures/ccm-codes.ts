/** CCM codes of the families other than staff time: one of them billed by us excludes the staff family. */
export const otherFamilies: ReadonlySet<string> = new Set(["99491", "99437", "99487", "99489", "G0511"]);

/** The staff-time family. */
export const staffFamilyCodes: ReadonlySet<string> = new Set(["99490", "99439"]);

interface NotEvaluated {
  readonly code: string;
  readonly service: string;
}

/**
 * Base codes of CCM that this rule set does not evaluate. Each is said to be undetermined, never ready and never
 * blocked. Other programmes' codes are answered only when they are asked for.
 */
export const notEvaluated: readonly NotEvaluated[] = [
  { code: "99491", service: "CCM by the practitioner in person, with 99437" },
  { code: "99487", service: "complex CCM, with 99489" },
  { code: "G0506", service: "care planning beside the initiating visit" },
];

/** Add-ons outside the staff family and the codes of which one must be reported with them. */
export const addOnBases: ReadonlyMap<string, readonly string[]> = new Map([
  ["99437", ["99491"]],
  ["99489", ["99487"]],
  ["99425", ["99424"]],
  ["99427", ["99426"]],
  ["99458", ["99457"]],
  ["99494", ["99492", "99493"]],
  ["G0022", ["G0019"]],
  ["G0024", ["G0023"]],
  ["G0146", ["G0140"]],
  ["G0568", ["G0556", "G0557", "G0558"]],
  ["G0569", ["G0556", "G0557", "G0558"]],
  ["G0570", ["G0556", "G0557", "G0558"]],
]);

/** Status I on the fee schedule: Medicare pays these under no circumstances. Source: RVU26C. */
export const invalidForMedicare: ReadonlySet<string> = new Set(["99358", "99359"]);
