import { parseArgs } from "node:util";
import { seedPatients } from "./patients/seed-patients.ts";
import { startSandbox } from "./sandbox.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    app: { type: "string", default: "http://localhost:8080" },
  },
});

const sandbox = await startSandbox({
  port: Number(values.port),
  now: () => new Date(),
  client: { id: "caremonth", redirectUris: [`${values.app}/callback`], auth: "none" },
  launchUrl: `${values.app}/launch`,
  resources: seedPatients(new Date()),
  control: true,
});
console.log(`Sandbox EHR with synthetic patients: ${sandbox.url}`);
console.log(`FHIR base, the iss of every launch: ${sandbox.fhirBase}`);
