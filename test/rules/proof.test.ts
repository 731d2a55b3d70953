import { describe, expect, it } from "vitest";
import { type Criterion, Readiness } from "../../server/contract/index.ts";
import { evaluate } from "../../server/rules/evaluate.ts";
import { sources } from "../../server/rules/figures/sources.ts";
import { sha256 } from "./digest.ts";
import { answerTo, monthOfVector } from "./vector.ts";

const consentRead = {
  reference: "Consent/c1",
  version: "3",
  retrieved: "2026-06-02T08:00:00Z",
  outcome: "complete",
};
const taskRead = {
  reference: "Task/t1",
  version: "1",
  retrieved: "2026-06-02T08:00:01Z",
  outcome: "complete",
};
const risk = { by: "dr-okafor", role: "NP", on: "2026-02-10" };
const proven = {
  evidence: { "/consent": [consentRead], "/time_entries/1": [taskRead] },
  attested: { "/risk_documented": risk },
};
const two = [
  { id: "e1", end: "2026-05-12T09:10:00-05:00" },
  { id: "e2", start: "2026-05-13T09:00:00-05:00", end: "2026-05-13T09:10:00-05:00" },
];

function leaves(criteria: readonly Criterion[]): Criterion[] {
  return criteria.flatMap((one) => (one.parts.length > 0 ? leaves(one.parts) : [one]));
}

function criterion(said: Readiness, id: string): Criterion | undefined {
  const all = said.criteria.flatMap((one) => [one, ...one.parts, ...leaves(one.parts)]);
  return all.find((one) => one.id === id);
}

describe("the proof", () => {
  const said = answerTo({ change: proven, entries: two });

  it("speaks the contract", () => {
    expect(Readiness.parse(said)).toEqual(said);
  });

  it("shows what a criterion was read from, down to the version", () => {
    expect(criterion(said, "consent_status")?.evidence).toEqual([consentRead]);
    expect(criterion(said, "care_plan_copy")?.evidence).toEqual([]);
  });

  it("shows who vouched for a fact", () => {
    expect(criterion(said, "risk")?.attested).toEqual(risk);
    expect(criterion(said, "part_b")?.attested).toBeNull();
  });

  it("shows the record each counted entry came from", () => {
    expect(said.counted_entries).toEqual([
      { id: "e1", pool: "clinical_staff", seconds: 600, evidence: [] },
      { id: "e2", pool: "clinical_staff", seconds: 600, evidence: [taskRead] },
    ]);
  });

  it("cites a listed source for every criterion and every exclusion", () => {
    const excluded = answerTo({ entries: [{ person: null, location: "CA" }] }).excluded_entries;
    const cited = [...leaves(said.criteria), ...excluded].map(({ source }) => source);
    expect(cited.length).toBeGreaterThan(20);
    for (const source of cited) expect(Object.keys(sources)).toContain(source);
    expect(said.rule_set.sources.map(({ id }) => id)).toEqual(Object.keys(sources));
  });

  it("derives eligible from the first criterion and a code from those that name it", () => {
    expect(said.criteria.map(({ id, status }) => `${id} ${status}`)).toEqual([
      "eligible met",
      "month_record met",
      "same_month_services met",
      "time_99490_1 met",
      "time_99439_1 unmet",
      "time_99439_2 unmet",
      "one_family_99490 met",
      "time_99491_1 unmet",
      "time_99437_1 unmet",
      "time_99437_2 unmet",
      "one_family_99491 unmet",
      "time_99487_1 unmet",
      "time_99489_1 unmet",
      "time_99489_2 unmet",
      "decision_complexity unmet",
      "one_family_99487 unmet",
    ]);
  });

  it.each([
    ["other_services", "same_month_services"],
    ["prior_ccm_claims_this_month", "same_month_services"],
    ["other_services", "no_apcm"],
    ["prior_ccm_claims_this_month", "one_biller"],
    ["stays", "facility_stay"],
  ])("never calls met what stands on a list nobody has read: without %s, %s", (list, id) => {
    expect(criterion(said, id)?.status).toBe("met");
    expect(criterion(answerTo({ without: [list] }), id)?.status).toBe("unknown");
  });

  it("leaves eligibility alone where stays are not known, and says so", () => {
    const open = answerTo({ without: ["stays"] });
    expect(open.eligible).toBe(true);
    expect(criterion(open, "eligible")).toMatchObject({
      status: "met",
      because: "Everything else asked is met. Not known: the patient's stays in facilities.",
    });
  });

  it("does not take a stay of unknown end for none", () => {
    const open = answerTo({ change: { stays: [{ type: "snf_part_a", from: "2026-04-20" }] } });
    expect(criterion(open, "facility_stay")?.status).toBe("unknown");
  });

  it("names the uncertainty where an add-on is asked for and its base is not known", () => {
    const asked = { other_services: [{ code: "99439", status: "requested" }] };
    const [open] = answerTo({ change: asked, without: ["consent"] }).blocked;
    const [firm] = answerTo({ change: asked, entries: [] }).blocked.filter(({ code }) => code === "99439");
    expect(open?.detail).toContain("may be ready");
    expect(firm?.detail).toContain("is not ready");
  });

  it("explains in a sentence what is met, unmet and not known", () => {
    const open = answerTo({ change: { risk_documented: false }, without: ["consent"] });
    expect(criterion(open, "risk")?.because).toBe("The significant risk is not documented.");
    expect(criterion(open, "consent")?.because).toBe("Not known: whether the patient consented.");
    expect(criterion(open, "part_b")?.because).toBe("Part B is in force.");
  });
});

describe("families the first rule set did not evaluate", () => {
  const codes = ["99491", "99487", "G0506"];
  const said = answerTo({ entries: [{ role: "practitioner", person: "dr-okafor" }] }, "1.0.0");

  it("are undetermined, one line each", () => {
    const lines = said.undetermined.map(({ what }) => what).filter((what) => codes.includes(what));
    expect(lines).toEqual(codes);
  });

  it("are neither ready nor blocked", () => {
    const named = [...said.codes, ...said.blocked].map(({ code }) => code);
    expect(named.filter((code) => codes.includes(code))).toEqual([]);
  });
});

describe("the hash", () => {
  const question = monthOfVector({ change: proven, entries: two });
  const hashOf = (change: Parameters<typeof monthOfVector>[0]) => answerTo(change).hash;
  const base = hashOf({ change: proven, entries: two });

  it("is the digest of something that names facts, policy and answer", () => {
    let text = "";
    const said = evaluate(question, {
      digest: (canonical) => {
        text = canonical;
        return "sealed";
      },
    });
    expect(said.hash).toBe("sealed");
    expect(text).toContain('"part_b":true');
    expect(text).toContain('"codes":[{"code":"99490","units":1}]');
  });

  it("changes with a fact that changes nothing else", () => {
    expect(hashOf({ change: { ...proven, "payer.plan": "x" }, entries: two })).not.toBe(base);
  });

  it("changes with the month and with the policy", () => {
    expect(hashOf({ month: "2026-06", change: proven, entries: two })).not.toBe(base);
    const named = evaluate(question, { digest: sha256, policy: { rule_set: "1.0.0" } });
    expect(named.hash).not.toBe(base);
    expect(named.codes).toEqual([{ code: "99490", units: 1 }]);
  });

  it("keeps evidence with its entry when the list is turned round", () => {
    const turned = {
      ...question.facts,
      time_entries: question.facts.time_entries?.toReversed() ?? [],
      evidence: { "/time_entries/0": [taskRead], "/consent": [consentRead] },
    };
    const facts = monthOfVector({ change: { evidence: turned.evidence, attested: proven.attested } }).facts;
    const said = evaluate(
      { month: "2026-05", facts: { ...facts, time_entries: turned.time_entries } },
      { digest: sha256 },
    );
    expect(said.hash).toBe(base);
  });
});

it("has no answer from a version of the rules that does not exist", () => {
  const said = evaluate(monthOfVector({}), { digest: sha256, policy: { rule_set: "0.0.0" } });
  expect(said).toMatchObject({ eligible: null, codes: [], rule_set: { in_force: null } });
});

it("keeps and names an unknown key of the locality", () => {
  const gpci = { work: 1, pe: 1.1, mp: 0.5, carrier: "x" };
  expect(answerTo({ change: { "practice.gpci": gpci } }).gaps).toEqual([
    expect.objectContaining({ detail: "Not in the contract: practice.gpci.carrier." }),
  ]);
});

it("names the key it does not know and not its value", () => {
  const said = answerTo({ change: { "time_entries.0.weather": "rain", "consent.witness": "x" } });
  const [gap] = said.gaps;
  expect(gap?.code).toBe("unrecognised_field");
  expect(gap?.detail).toBe("Not in the contract: consent.witness, time_entries.weather.");
});
