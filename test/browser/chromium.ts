import sparticuz from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

/*
 * The package's own argument list switches web security and site isolation off, which would make every test of frames
 * and cookies worthless. These make it run without a GPU and without root's sandbox, and give each site a process of
 * its own even on a machine with little memory.
 */
const args = [
  "--site-per-process",
  "--no-sandbox",
  "--no-zygote",
  "--use-gl=angle",
  "--use-angle=swiftshader",
];

/** A real Chromium with site isolation and web security on: the one in the npm package, or an installed Chrome or Edge. */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform === "linux" && process.arch === "x64") {
    return chromium.launch({ executablePath: await sparticuz.executablePath(), args });
  }
  return chromium
    .launch({ channel: "chrome", args })
    .catch(() => chromium.launch({ channel: "msedge", args }));
}
