import { WrongUsage } from "./command.ts";
import type { Known } from "./with-installation.ts";

/** The EHR of the account: the one named, or the only one. An account at an EHR that is not configured is nobody's. */
export function issOf({ config, practice }: Known, named: string | undefined): string {
  const all = config.connections.filter(({ practices }) => practices.includes(practice.id));
  const [one, ...more] = all.filter(({ iss }) => named === undefined || iss === named);
  if (one && more.length === 0) return one.iss;
  const known = all.map(({ iss }) => iss).join(", ");
  throw new WrongUsage(`--iss: say at which EHR of the practice this account is: ${known || "it has none"}.`);
}
