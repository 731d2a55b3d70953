import { buildApp } from "./build-app.ts";
import { startDemo } from "./start-demo.ts";

const ehrPort = Number(process.env["EHR_PORT"] ?? 4180);
const appPort = Number(process.env["PORT"] ?? 4181);

console.log("Building the screens…");
const appDir = await buildApp("demo-app");
const demo = await startDemo({ appDir, ehrPort, appPort });

console.log(`
The sandbox EHR is open at ${demo.sandbox.url}/

Click a patient: CareMonth opens inside the chart. All patients are synthetic.
Nothing is kept: stop with Ctrl+C and it is gone.
`);

process.once("SIGINT", () => void demo.close().then(() => process.exit(0)));
process.once("SIGTERM", () => void demo.close().then(() => process.exit(0)));
