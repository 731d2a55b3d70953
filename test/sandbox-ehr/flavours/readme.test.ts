import { describe, expect, it } from "vitest";
import type { Flavour } from "./flavour.ts";
import { flavours } from "./flavours.ts";

const introduction = `# Flavours of the sandbox EHR

Each flavour is an approximation of how a kind of EHR treats apps: only traits that are written down in public, each
with its source, and each seen from outside by a test. No vendor has made, tested or approved any of this, and a real
site may differ. Where a source leaves something open, the line says what is ours.

This file is made from the flavours; \`npx vitest run --project node test/sandbox-ehr/flavours -u\` makes it anew.
`;

function section({ name, title, traits }: Flavour): string {
  const lines = Object.entries(traits).map(([trait, { source }]) => `| ${inWords(trait)} | ${source} |`);
  const table = ["| Trait | Source |", "| --- | --- |", ...lines].join("\n");
  return `## \`${name}\`: ${title}\n\n${lines.length > 0 ? table : "No traits."}\n`;
}

function inWords(trait: string): string {
  return trait.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

describe("the README", () => {
  it("says what the flavours say", async () => {
    await expect([introduction, ...flavours.map(section)].join("\n")).toMatchFileSnapshot("README.md");
  });

  it("names a source for every trait, and each flavour once", () => {
    const sources = flavours.flatMap(({ traits }) => Object.values(traits).map(({ source }) => source));
    expect(sources.filter((source) => source.length < 10 || source.includes("|"))).toEqual([]);
    expect(new Set(flavours.map(({ name }) => name)).size).toBe(flavours.length);
  });
});
