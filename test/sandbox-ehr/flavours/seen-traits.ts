import { describe, expect, it } from "vitest";
import { behaviourOf, type Flavour, type Trait } from "./flavour.ts";
import { type Chart, inChart } from "./flavoured-chart.ts";

/** What shows each trait to an app, by the trait's name. */
export type TraitTests = Readonly<Record<string, (chart: Chart) => Promise<void>>>;

/** Runs each trait's test in the flavour, and sees it fail where the trait, or one part of it, is switched off. */
export function seeTraits(flavour: Flavour, seen: TraitTests): void {
  const parts = Object.entries(flavour.traits).flatMap(([trait, { source: _, ...behaviour }]) =>
    Object.keys(behaviour).map((part) => ({ trait, part })),
  );

  describe(`${flavour.title} shows`, () => {
    it("each trait in a test", () => {
      expect(Object.keys(seen).toSorted()).toEqual(Object.keys(flavour.traits).toSorted());
    });

    it.each(Object.entries(seen))("%s", async (_trait, test) => {
      await within(overContrary(flavour.traits, flavour), test);
    });

    it.each(parts)("$trait no more without its $part", async ({ trait, part }) => {
      const test = seen[trait] ?? (() => Promise.resolve());
      await expect(
        within(overContrary(withoutPart(flavour, { trait, part }), flavour), test),
      ).rejects.toMatchObject({
        name: "AssertionError",
      });
    });
  });
}

async function within(flavour: Flavour, test: (chart: Chart) => Promise<void>): Promise<void> {
  const chart = await inChart(flavour);
  await test(chart).finally(() => chart.registered.sandbox.close());
}

/** Over a server that does otherwise, where a plain one happens to do as this EHR does. */
function overContrary(traits: Flavour["traits"], flavour: Flavour): Flavour {
  const audienceRequired = !behaviourOf(flavour).audienceRequired;
  const contrary: Trait = { source: "no EHR", audienceRequired, tokenLifeSeconds: 3600 };
  return { ...flavour, traits: { contrary, ...traits } };
}

function withoutPart(
  { traits }: Flavour,
  { trait, part }: { trait: string; part: string },
): Flavour["traits"] {
  const left = Object.entries(traits[trait] ?? {}).filter(([name]) => name !== part);
  return { ...traits, [trait]: { source: "", ...Object.fromEntries(left) } };
}
