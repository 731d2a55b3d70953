import path from "node:path";
import { build } from "vite";

const root = path.resolve(import.meta.dirname, "../..");

/** Builds the screens into `dist/app` as the production build does, and answers that folder. */
export async function buildApp(): Promise<string> {
  await build({
    root: path.join(root, "app"),
    configFile: path.join(root, "vite.config.ts"),
    logLevel: "warn",
  });
  return path.join(root, "dist/app");
}
