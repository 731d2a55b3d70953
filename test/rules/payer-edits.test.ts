import { describe, expect, it } from "vitest";
import { type PayerEdit, Policy } from "../../server/contract/index.ts";
import { evaluate } from "../../server/rules/evaluate.ts";
import { sha256 } from "./digest.ts";
import { inWords, monthOfVector } from "./vector.ts";

const source = { document: "Plan manual", section: "4.2", url: null, read: "2026-04-01" };
const ccm = ["99490", "99439", "99491", "99437", "99487", "99489"];
const tcmDenied: PayerEdit = {
  id: "tcm-same-month",
  payer: "medicare_advantage",
  plan: "Sunrise Gold",
  from: "2026-01",
  codes: ccm,
  with: ["99495", "99496"],
  effect: "block",
  reason: "This plan denies CCM in a month with TCM.",
  source,
};
const authorization: PayerEdit = {
  ...tcmDenied,
  id: "prior-authorization",
  with: undefined,
  requires: { prior_authorization: ["number", "dates", "units"] },
  reason: "This plan pays CCM with a prior authorisation only.",
};
const onFile = { number: "A-1", from: "2026-01-01", to: "2026-06-30", units: 1 };
const gold = { "payer.type": "medicare_advantage", "payer.plan": " sunrise GOLD" };
const tcm = [{ code: "99495", by: "dr-okafor", date: "2026-05-04" }];
const fortyMinutes = [{ end: "2026-05-12T09:40:00-05:00" }];

interface Asked {
  readonly edits: readonly PayerEdit[];
  readonly change?: Record<string, unknown>;
  readonly without?: readonly string[];
  readonly entries?: readonly object[];
}

function answer({ edits, ...vector }: Asked) {
  const policy = Policy.parse({ payer_edits: JSON.parse(JSON.stringify(edits)) });
  return evaluate(monthOfVector({ entries: fortyMinutes, ...vector }), { digest: sha256, policy });
}
const words = (asked: Asked) => inWords(answer(asked));
const reasonsOf = (asked: Asked) =>
  (words(asked).blocked ?? []).filter((line) => line.endsWith(" payer_edit"));

describe("a plan that denies CCM beside TCM", () => {
  const beside = { edits: [tcmDenied], change: { ...gold, other_services: tcm } };

  it("blocks every code it names, with the edit, its reason and its source in the detail", () => {
    const said = answer(beside);
    expect(inWords(said)).toMatchObject({ codes: "", amount: 0, eligible: true, alternatives: [] });
    expect(said.blocked.find(({ code }) => code === "99490")).toEqual({
      code: "99490",
      reason: "payer_edit",
      detail:
        "99495 is billed for this month. This plan denies CCM in a month with TCM. Payer edit tcm-same-month: Plan manual, 4.2, read 2026-04-01.",
    });
    expect(said.criteria.find(({ id }) => id === "payer_edits_99490")?.status).toBe("unmet");
  });

  it.each([
    ["without TCM", { ...gold, other_services: [] }],
    ["for another plan", { ...gold, "payer.plan": "Sunset", other_services: tcm }],
    ["for another type of payer", { "payer.type": "medicare_ffs", other_services: tcm }],
  ])("says nothing %s", (_, change) => {
    expect(words({ edits: [tcmDenied], change })).toMatchObject({
      codes: "99490 x 1, 99439 x 1",
      undetermined: [],
    });
  });

  it.each([
    ["before it is in force", { from: "2026-06" }],
    ["after it ended", { to: "2026-04" }],
  ])("says nothing %s", (_, dates) => {
    expect(words({ ...beside, edits: [{ ...tcmDenied, ...dates }] }).codes).toBe("99490 x 1, 99439 x 1");
  });

  it("warns while TCM is only asked for", () => {
    const asked = [{ code: "99495", by: "dr-okafor", status: "requested" }];
    const said = words({ edits: [tcmDenied], change: { ...gold, other_services: asked } });
    expect(said.codes).toBe("99490 x 1, 99439 x 1");
    expect(said.gaps).toContain("payer_edit_warning");
  });

  it("leaves the codes open, and not refused, while the plan is not known", () => {
    const change = { "payer.type": "medicare_advantage", other_services: tcm };
    const said = words({ edits: [tcmDenied], change });
    expect(said).toMatchObject({
      codes: "",
      eligible: true,
      undetermined: ["payer.plan", "99490", "99491", "99487"],
    });
    expect(said.blocked?.filter((line) => line.endsWith("payer_edit"))).toEqual([]);
  });

  it("asks for no plan where the edit would not bite anyway", () => {
    const change = { "payer.type": "medicare_advantage", other_services: [] };
    expect(words({ edits: [tcmDenied], change })).toMatchObject({
      codes: "99490 x 1, 99439 x 1",
      undetermined: [],
    });
  });

  it("leaves the other family where it names one alone", () => {
    const entries = [{ role: "practitioner", person: "dr-okafor", end: "2026-05-12T09:40:00-05:00" }];
    const edits = [{ ...tcmDenied, codes: ["99490"] }];
    expect(words({ ...beside, edits, entries })).toMatchObject({ codes: "99491 x 1", alternatives: [] });
  });

  it("takes the add-on alone where it names it alone", () => {
    const edits = [{ ...tcmDenied, codes: ["99439"] }];
    expect(words({ ...beside, edits }).codes).toBe("99490 x 1");
    expect(reasonsOf({ ...beside, edits })).toEqual(["99439 payer_edit"]);
  });
});

describe("a plan that wants prior authorisation: number, dates and units", () => {
  const both = [
    { ...onFile, code: "99490" },
    { ...onFile, code: "99439" },
  ];
  const asked = (prior_authorizations: unknown) => ({
    edits: [authorization],
    change: { ...gold, prior_authorizations },
  });

  it.each([
    ["both codes", both, "99490 x 1, 99439 x 1", ["99491 payer_edit", "99487 payer_edit"]],
    ["the base alone", [both[0]], "99490 x 1", ["99439 payer_edit", "99491 payer_edit", "99487 payer_edit"]],
    ["nothing", [], "", ["99490 payer_edit", "99491 payer_edit", "99487 payer_edit"]],
    ["none, known", null, "", ["99490 payer_edit", "99491 payer_edit", "99487 payer_edit"]],
    [
      "no number",
      [{ ...both[0], number: null }],
      "",
      ["99490 payer_edit", "99491 payer_edit", "99487 payer_edit"],
    ],
    [
      "too late a start",
      [{ ...both[0], from: "2026-05-02" }],
      "",
      ["99490 payer_edit", "99491 payer_edit", "99487 payer_edit"],
    ],
    [
      "no units",
      [{ ...both[0], units: 0 }],
      "",
      ["99490 payer_edit", "99491 payer_edit", "99487 payer_edit"],
    ],
  ])("lets through what is on file: %s", (_, listed, codes, blocked) => {
    expect(words(asked(listed)).codes).toBe(codes);
    expect(reasonsOf(asked(listed))).toEqual(blocked);
  });

  it("takes the same authorisation listed twice once, two of other numbers together", () => {
    const entries = [{ end: "2026-05-12T10:00:00-05:00" }];
    const twice = [...both, { ...onFile, code: "99439", number: " a-1" }];
    expect(words({ ...asked(twice), entries }).codes).toBe("99490 x 1, 99439 x 1");
    const another = [...both, { ...onFile, code: "99439", number: "A-2" }];
    expect(words({ ...asked(another), entries }).codes).toBe("99490 x 1, 99439 x 2");
  });

  it("lets through no more units than authorised", () => {
    const hour = { ...asked(both), entries: [{ end: "2026-05-12T10:00:00-05:00" }] };
    expect(words(hour).codes).toBe("99490 x 1, 99439 x 1");
    expect(reasonsOf(hour)).toContain("99439 payer_edit");
  });

  it.each([
    ["the list", asked(undefined), "prior_authorizations"],
    [
      "the number",
      asked([{ code: "99490", from: "2026-01-01", to: "2026-12-31", units: 1 }]),
      "prior_authorizations.number",
    ],
    ["the dates", asked([{ code: "99490", number: "A-1", units: 1 }]), "prior_authorizations.from"],
  ])("is not refused while nobody knows %s", (_, month, missing) => {
    const said = words(month);
    expect(said.codes).toBe("");
    expect(said.undetermined).toEqual(expect.arrayContaining([missing, "99490"]));
    expect(said.blocked).not.toContain("99490 payer_edit");
  });

  it("never shows the number", () => {
    const said = answer(asked([{ ...both[0], number: "SECRET-7", to: "2026-05-02" }]));
    expect(JSON.stringify(said)).not.toContain("SECRET-7");
  });
});

describe("a plan that allows what Medicare excludes", () => {
  const pcm = [{ code: "99426", by: "dr-okafor" }];
  const allow: PayerEdit = { ...tcmDenied, id: "pcm-beside", with: ["99426"], effect: "allow" };
  const change = { ...gold, other_services: pcm };

  it("lifts that exclusion and keeps the notice", () => {
    expect(words({ edits: [], change }).blocked).toContain("99490 conflict_pcm_same_practitioner");
    const said = words({ edits: [allow], change });
    expect(said.codes).toBe("99490 x 1, 99439 x 1");
    expect(said.gaps).toContain("choose_pcm_or_ccm");
  });

  it.each([
    ["a prerequisite", { consent: null }, "99490 consent_missing"],
    [
      "a service it does not name",
      { other_services: [...pcm, { code: "99424", by: "dr-okafor" }] },
      "99490 conflict_pcm_same_practitioner",
    ],
    ["who pays", { "payer.type": "commercial" }, "99490 not_medicare"],
  ])("lifts nothing else: %s", (_, more, line) => {
    expect(words({ edits: [allow], change: { ...change, ...more } }).blocked).toContain(line);
  });

  it("does not lift a block", () => {
    const block = { ...tcmDenied, id: "a-block", with: ["99426"] };
    expect(words({ edits: [allow, block], change })).toMatchObject({ codes: "" });
  });

  it("does nothing while the plan is not known", () => {
    const unnamed = { "payer.type": "medicare_advantage", other_services: pcm };
    expect(words({ edits: [allow], change: unnamed }).blocked).toContain(
      "99490 conflict_pcm_same_practitioner",
    );
  });
});

describe("a plan that warns", () => {
  const warn: PayerEdit = {
    ...tcmDenied,
    id: "late",
    with: undefined,
    effect: "warn",
    reason: "Send within 90 days.",
  };

  it("raises a gap and blocks nothing", () => {
    const said = answer({ edits: [warn], change: gold });
    expect(inWords(said).codes).toBe("99490 x 1, 99439 x 1");
    expect(said.gaps.find(({ code }) => code === "payer_edit_warning")?.detail).toBe(
      "99490, 99439: Send within 90 days. Payer edit late: Plan manual, 4.2, read 2026-04-01.",
    );
  });

  it("is silent where nothing it names stands", () => {
    expect(words({ edits: [warn], change: gold, entries: [] }).gaps).not.toContain("payer_edit_warning");
  });
});

describe("the seal", () => {
  it("holds the edits, whatever their order, and takes none for an empty list", () => {
    const other = { ...tcmDenied, id: "another" };
    const hash = (edits: readonly PayerEdit[]) => answer({ edits }).hash;
    expect(hash([tcmDenied, other])).toBe(hash([other, tcmDenied]));
    expect(hash([tcmDenied])).not.toBe(hash([]));
    expect(hash([])).toBe(evaluate(monthOfVector({ entries: fortyMinutes }), { digest: sha256 }).hash);
  });
});
