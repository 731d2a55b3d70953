import { describe, expect, it } from "vitest";
import { answersOf } from "../../app/month/answers.ts";
import { otherSets } from "../../app/month/code-sets.ts";
import { laddersOf } from "../../app/month/ladder.ts";
import { axisOf, labelled, lanesOf, laneWords } from "../../app/month/lanes.ts";
import { missingOf } from "../../app/month/missing.ts";
import { criteriaFor, otherRungs } from "../../app/month/other-codes.ts";
import type { MonthView } from "../../server/contract/index.ts";
import { complexity, familyMonth, worked } from "./family-month.ts";

const titles = (view: MonthView) => missingOf(view).map(({ title }) => title);
const nextCode = (view: MonthView) => answersOf(view)[4];
const standings = (view: MonthView) =>
  laddersOf(view).map(({ family, standing }) => `${family.name}: ${standing}`);
const statesOf = (view: MonthView, code: string) =>
  laddersOf(view)
    .flatMap(({ rungs }) => rungs)
    .find((rung) => rung.code === code)
    ?.states.map(({ words }) => words);

const entries = [worked(12, 50), worked(13, 40, "practitioner")];
const ninety = familyMonth({ ...complexity.moderate, entries });

describe("a month that supports several families", () => {
  it("draws the recommended one first and says how the others stand to it", () => {
    expect(standings(ninety)).toEqual([
      "Complex: recommended",
      "Whole team: also supported, $167.01, never beside another family",
      "Practitioner only: also supported, $89.18, never beside another family",
    ]);
    expect(lanesOf(ninety).map(({ family }) => family.name)[0]).toBe("Complex");
  });

  it("calls what is supported and not recommended neither ready nor blocked", () => {
    const instead = ["Supported too, in place of the recommended set"];
    expect(statesOf(ninety, "99487")).toEqual(["Ready"]);
    expect(statesOf(ninety, "99490")).toEqual(instead);
    expect(statesOf(ninety, "99439")).toEqual(instead);
    expect(statesOf(ninety, "99491")).toEqual(instead);
    expect(statesOf(ninety, "99437")).toEqual(["Short by 20 min"]);
  });

  it("compares the sets by their amounts and says what each needs", () => {
    expect(otherSets(ninety.readiness)).toMatchObject([
      { codes: "99490 and 99439 ×2", amount: "$167.01", difference: "$55.44 less than the recommended set" },
      { codes: "99491", amount: "$89.18", difference: "$133.27 less than the recommended set" },
    ]);
    for (const { needs } of otherSets(ninety.readiness)) expect(needs).not.toEqual([]);
  });

  it("names as next what the recommended family lacks", () => {
    expect(nextCode(ninety)?.answer).toBe("99489 in 30 min");
  });

  it("takes the practitioner's own lane from the engine's figure, not from every practitioner's entries", () => {
    const another = { ...worked(14, 25, "practitioner"), person: "dr-else" };
    const view = familyMonth({ ...complexity.none, entries: [...entries, another] });
    const lane = lanesOf(view).find(({ family }) => family.name === "Practitioner only");
    expect(lane && laneWords(lane)).toContain("Practitioner only: 40 minutes counted.");
    const team = lanesOf(view).find(({ family }) => family.name === "Whole team");
    expect(team && laneWords(team)).toContain("Whole team: 115 minutes counted.");
  });

  it("keeps the bar readable however far the axis reaches", () => {
    const team = lanesOf(familyMonth({ ...complexity.moderate, entries: [worked(12, 250)] }));
    const axis = axisOf(team);
    for (const { marks } of team) {
      const kept = labelled(marks, axis).map(({ minutes }) => minutes / axis);
      kept.slice(1).forEach((at, index) => {
        expect(at - (kept[index] ?? 0)).toBeGreaterThanOrEqual(0.14);
      });
    }
    expect(labelled(lanesOf(ninety)[1]?.marks ?? [], axisOf(lanesOf(ninety)))).toHaveLength(3);
  });
});

describe("what is missing where several families are evaluated", () => {
  it("speaks of the first family's minutes alone until it stands, though complexity is not known", () => {
    const view = familyMonth({ ...complexity.unknown, entries: [worked(12, 15)] });
    expect(titles(view)).toEqual(["Not enough minutes"]);
    expect(missingOf(view)[0]?.because.join(" ")).toContain("Blocks 99490.");
    expect(nextCode(view)?.answer).toBe("99490 in 5 min");
    expect(statesOf(view, "99487")).toContain("Not known: the month's decision complexity");
  });

  it("names last what only another family asks, once the first stands", () => {
    const view = familyMonth({ ...complexity.unknown, entries: [worked(12, 38)] });
    expect(titles(view)).toEqual(["What was the medical decision making of this month?"]);
    expect(nextCode(view)?.answer).toBe("99439 in 2 min");
  });

  it("puts a cause of every family before one of a single family", () => {
    const view = familyMonth({ change: { consent: null, mdm: null }, entries: [worked(12, 65)] });
    expect(titles(view)).toEqual(["No consent on file", "Decision complexity is below moderate"]);
  });

  it("says of a claim already sent that another family may replace it, where that is not known", () => {
    const prior_ccm_claims_this_month = [
      { code: "99490", by: "dr-okafor" },
      { code: "99439", by: "dr-okafor" },
    ];
    const view = familyMonth({
      change: { prior_ccm_claims_this_month },
      ...complexity.unknown,
      entries: [worked(12, 65)],
    });
    expect(standings(view)[0]).toBe("Whole team: already billed this month");
    expect(nextCode(view)).toMatchObject({
      answer: "Not known",
      details: ["Already claimed for this month", "99487 has its minutes: not everything it asks is known"],
    });
  });
});

describe("codes outside the families", () => {
  it("stand in the ladder with every reason where somebody asks, with the proof of CCM as a whole", () => {
    const other_services = [{ code: "G0506", status: "requested", extensive_work_by_practitioner: false }];
    const view = familyMonth({ change: { other_services }, entries });
    const [rung] = otherRungs(view);
    expect(rung?.code).toBe("G0506");
    expect(rung?.states.map(({ words }) => words)).toContain(
      "Blocked: the practitioner's own work did not go beyond the visit",
    );
    const shown = criteriaFor("G0506", view.readiness.criteria).map(({ id }) => id);
    expect(shown).toEqual(["eligible", "month_record", "same_month_services", "care_planning"]);
  });

  it("say that a general code has ended, and ask nobody to mend it", () => {
    const view = familyMonth({ change: { "practice.type": "rhc" }, entries });
    expect(otherRungs(view).map(({ code, states }) => [code, states[0]?.words])).toEqual([
      ["G0511", "Blocked: G0511 ended with September 2025"],
    ]);
    expect(titles(view).join()).not.toContain("G0511");
  });
});
