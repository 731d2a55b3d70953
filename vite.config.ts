import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const node = { environment: "node" as const, testTimeout: 60_000, hookTimeout: 120_000 };

/** `vite build app --config vite.config.ts` builds the screens; `vite build --ssr server/main.ts` the server. */
export default defineConfig(({ isSsrBuild }) => ({
  plugins: [react()],
  html: { cspNonce: "__NONCE__" },
  build: isSsrBuild
    ? { target: "node20", outDir: "dist/server", emptyOutDir: true }
    : { target: "es2022", outDir: "../dist/app", emptyOutDir: true, assetsInlineLimit: 0 },
  test: {
    // Much of a test is waiting for another process, so that every core is worth a worker.
    maxWorkers: "100%",
    reporters: ["default", ["json", { outputFile: "test-results/vitest.json" }]],
    projects: [
      {
        extends: true,
        test: {
          ...node,
          name: "node",
          globalSetup: ["test/server/store-template.ts"],
          // Reading the modules anew for every file takes longer than many files do.
          isolate: false,
          include: [
            "test/{rules,mappings,launch,server,acceptance,sandbox-ehr}/**/*.test.ts",
            "test/*.test.ts",
          ],
        },
      },
      {
        extends: true,
        test: {
          name: "dom",
          environment: "jsdom",
          include: ["test/app/**/*.test.{ts,tsx}"],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          ...node,
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          globalSetup: ["test/server/store-template.ts", "test/browser/global-setup.ts"],
        },
      },
    ],
    coverage: {
      provider: "v8",
      include: ["server/rules/**", "server/contract/**", "fhir-mappings/**"],
      reporter: ["text-summary"],
    },
  },
}));
