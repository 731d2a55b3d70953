import { parseArgs } from "node:util";
import { type ReadFile, readNdjsonFolder } from "../sandbox-ehr/patients/ndjson-folder.ts";
import { buildApp } from "./build-app.ts";
import { practiceClock, workMonths } from "./calendar.ts";
import { freePort, startDemo } from "./start-demo.ts";

const { values } = parseArgs({ options: { patients: { type: "string" } } });
const ehrPort = await freePort(Number(process.env["EHR_PORT"] ?? 4180));
const appPort = await freePort(Number(process.env["PORT"] ?? 4181));

const whose =
  values.patients === undefined
    ? { panel: true }
    : { patients: await readNdjsonFolder(values.patients, report) };

console.log("Building the screens…");
const appDir = await buildApp("demo-app");
const demo = await startDemo({ appDir, ehrPort, appPort, ...whose });
const patients = demo.sandbox.all("Patient").length;

console.log(`
The sandbox EHR is open at ${demo.sandbox.url}/ with ${patients} patients.

Click a patient: CareMonth opens inside the chart.${values.patients === undefined ? ` All patients are synthetic.${whereToLook()}` : ""}
Nothing is kept: stop with Ctrl+C and it is gone.
`);

process.once("SIGINT", () => void demo.close().then(() => process.exit(0)));
process.once("SIGTERM", () => void demo.close().then(() => process.exit(0)));

/** On early days the minutes worth seeing lie in the month before. */
function whereToLook(): string {
  const { open, begun } = workMonths(practiceClock(new Date()));
  return begun ? `\nThis month has only begun: choose ${open} in the app to see a whole one.` : "";
}

function report({ file, resources, skipped }: ReadFile): void {
  console.log(`${file}: ${resources} resources`);
  for (const { line, why } of skipped) console.warn(`${file}:${line}: skipped. ${why}`);
}
