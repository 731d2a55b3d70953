import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";

const root = path.resolve(import.meta.dirname, "../../..");
const Package = z.object({
  dependencies: z.record(z.string(), z.string()),
  overrides: z.record(z.string(), z.unknown()),
});
const Lock = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });

async function read<Schema extends z.ZodType>(file: string, schema: Schema): Promise<z.output<Schema>> {
  return schema.parse(JSON.parse(await readFile(path.join(root, file), "utf8")));
}

describe("fhirclient", () => {
  it("is the version whose defects the tests in this folder show, to the digit", async () => {
    const { dependencies } = await read("package.json", Package);
    const { packages } = await read("package-lock.json", Lock);
    const installed = createRequire(import.meta.url).resolve("fhirclient/package.json");
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(await readFile(installed, "utf8")));
    const pinned = [dependencies["fhirclient"], packages["node_modules/fhirclient"]?.version, version];
    // A newer one may have lost a defect or gained one: run this folder against it before changing this line.
    expect(pinned).toEqual(["2.6.3", "2.6.3", "2.6.3"]);
  });

  it("brings no other platform's packages along", async () => {
    const { overrides } = await read("package.json", Package);
    const { packages } = await read("package-lock.json", Lock);
    expect(overrides["fhirclient"]).toEqual({ "isomorphic-webcrypto": "npm:noop2@2.0.0" });
    const foreign = Object.keys(packages).filter((name) =>
      /node_modules\/(react-native|expo|msrcrypto)/.test(name),
    );
    expect(foreign).toEqual([]);
  });
});
