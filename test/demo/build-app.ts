import path from "node:path";
import { build } from "vite";

const root = path.resolve(import.meta.dirname, "../..");

/**
 * Builds the screens as the production build does, into a folder of their own under `dist/`, so that nothing that
 * runs loses its files; answers that folder.
 */
export async function buildApp(name: string): Promise<string> {
  const outDir = path.join(root, "dist", name);
  const { NODE_ENV } = process.env;
  process.env["NODE_ENV"] = "production";
  try {
    const configFile = path.join(root, "vite.config.ts");
    await build({ root: path.join(root, "app"), configFile, logLevel: "error", build: { outDir } });
  } finally {
    if (NODE_ENV === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = NODE_ENV;
  }
  return outDir;
}
