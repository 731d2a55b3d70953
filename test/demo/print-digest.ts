import { createKeyring } from "../../server/keys/keyring.ts";
import { seedPanel } from "../sandbox-ehr/panel/seed-panel.ts";
import { startSandbox } from "../sandbox-ehr/sandbox.ts";
import { chartDigest } from "./chart-digest.ts";
import { demoKeys } from "./demo-keys.ts";
import { enrolledPatients } from "./enrolled-patients.ts";
import { panelEnrolments } from "./panel-enrolments.ts";
import { seedRecords } from "./seed-records.ts";

/** Seeds the panel at the port and the moment it is told and prints the digest of all charts, for another process. */
const [port = "0", moment = ""] = process.argv.slice(2);
const now = new Date(moment);
const sandbox = await startSandbox({
  port: Number(port),
  now: () => now,
  launchUrl: "http://localhost/launch",
  client: { id: "none", redirectUris: ["http://localhost/callback"], auth: "none" },
  resources: seedPanel(now),
});
seedRecords({ sandbox, keys: createKeyring(demoKeys()), now }, [...enrolledPatients, ...panelEnrolments()]);
console.log(chartDigest(sandbox));
await sandbox.close();
