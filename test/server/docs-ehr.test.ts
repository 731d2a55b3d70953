import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { buildConfig, type Config } from "../../server/config.ts";
import { keys } from "./changed-config.ts";

const folder = path.resolve(import.meta.dirname, "../../docs/ehr");
const pages = readdirSync(folder).filter((name) => name.endsWith(".md"));

function read(page: string): string {
  return readFileSync(path.join(folder, page), "utf8");
}

/** The configuration file a page shows, as an installation would take it. */
async function configuredBy(text: string): Promise<Config> {
  const [, example = ""] = /```json\n([\s\S]+?)```/.exec(text) ?? [];
  return buildConfig(JSON.parse(example), keys);
}

describe("the pages on EHRs", () => {
  it("are one for each vendor whose ways are known, the sandbox and any other", () => {
    expect(pages.toSorted()).toEqual(["epic.md", "generic.md", "oracle-health.md", "smart-health-it.md"]);
  });

  it.each(pages)("%s shows a configuration that is accepted, for one EHR of one practice", async (page) => {
    const { practices, connections } = await configuredBy(read(page));
    expect(practices).toHaveLength(1);
    expect(connections).toMatchObject([{ practices: ["north"] }]);
  });

  it.each(pages)("%s names in its words every right that its connection asks for", async (page) => {
    const text = read(page);
    const words = text.replace(/```json\n[\s\S]+?```/, "");
    const [connection] = (await configuredBy(text)).connections;
    const asked = connection?.scopes ?? [];
    expect(asked).toContain("patient/Patient.r");
    const unnamed = asked.filter((scope) => !words.includes(scope.slice("patient/".length)));
    expect(unnamed).toEqual([]);
  });

  it.each(pages)("%s says which addresses of ours to enter", (page) => {
    for (const route of ["/launch", "/callback", "/.well-known/jwks.json"])
      expect(read(page)).toContain(`<origin>${route}`);
  });

  it.each([
    ["epic.md", "epic"],
    ["oracle-health.md", "oracle"],
    ["generic.md", undefined],
    ["smart-health-it.md", undefined],
  ])("%s has charts searched in the way of %s", async (page, vendor) => {
    expect((await configuredBy(read(page))).connections[0]?.vendor).toBe(vendor);
  });
});
