import fc from "fast-check";
import { expect, it } from "vitest";
import { answerCase } from "../../server/cli/answer-case.ts";
import type { MonthCase, PayerEdit, Readiness } from "../../server/contract/index.ts";
import { evaluate } from "../../server/rules/evaluate.ts";
import { sha256 } from "./digest.ts";
import { arbitraryMonth } from "./month-arbitrary.ts";
import { monthOfVector } from "./vector.ts";

const ccm = ["99490", "99439", "99491", "99437", "99487", "99489"];
const arbitraryEdit = fc.record(
  {
    id: fc.constantFrom("a", "b", "c"),
    payer: fc.constantFrom("medicare_ffs" as const, "medicare_advantage" as const, "commercial" as const),
    plan: fc.constantFrom("gold", "silver"),
    from: fc.constantFrom("2025-01", "2026-05"),
    codes: fc.subarray(ccm, { minLength: 1 }),
    with: fc.subarray(["99495", "99426", "G0557", "99490"], { minLength: 1 }),
    effect: fc.constantFrom("block" as const, "warn" as const),
    requires: fc.constant<NonNullable<PayerEdit["requires"]>>({ prior_authorization: ["number"] }),
    reason: fc.constant("So the plan says."),
    source: fc.constant({ document: "Manual", url: null, read: "2026-04-01" }),
  },
  { requiredKeys: ["id", "payer", "from", "codes", "effect", "reason", "source"] },
);
const arbitraryEdits = fc.uniqueArray(arbitraryEdit, { selector: ({ id }) => id, maxLength: 3 });

const answer = (question: MonthCase, edits: readonly PayerEdit[]): Readiness =>
  evaluate(question, { digest: sha256, policy: { payer_edits: [...edits] } });
const unitsOf = ({ codes }: Readiness, wanted: string) =>
  codes.find(({ code }) => code === wanted)?.units ?? 0;

it("no edit makes ready what the rules alone do not support", () => {
  fc.assert(
    fc.property(arbitraryMonth, arbitraryEdits, (question, edits) => {
      const plain = answer(question, []);
      const edited = answer(question, edits);
      const sets = [plain.codes, ...plain.alternatives.map(({ codes }) => codes)].flat();
      for (const { code, units } of edited.codes) {
        expect(
          Math.max(0, ...sets.filter((one) => one.code === code).map((one) => one.units)),
        ).toBeGreaterThanOrEqual(units);
      }
      expect(edited.minutes).toEqual(plain.minutes);
      expect(edited.eligible).toBe(plain.eligible);
    }),
  );
});

it("a warning changes no code, and the order of edits changes nothing", () => {
  fc.assert(
    fc.property(arbitraryMonth, arbitraryEdits, (question, edits) => {
      const warnings = edits.map((edit) => ({ ...edit, effect: "warn" as const }));
      expect(answer(question, warnings).codes).toEqual(answer(question, []).codes);
      expect(answer(question, edits.toReversed())).toEqual(answer(question, edits));
    }),
  );
});

it("a block without conditions leaves no unit of what it names", () => {
  fc.assert(
    fc.property(arbitraryMonth, fc.subarray(ccm, { minLength: 1 }), (question, codes) => {
      const payer = question.facts.payer?.type;
      fc.pre(payer !== undefined);
      const edit = {
        id: "x",
        payer,
        from: "2025-01",
        codes,
        effect: "block" as const,
        reason: "No.",
        source: { document: "M", url: null, read: "2026-04-01" },
      };
      const said = answer(question, [edit]);
      for (const code of codes) expect(unitsOf(said, code)).toBe(0);
      for (const { codes: set } of said.alternatives) {
        for (const { code } of set) expect(codes).not.toContain(code);
      }
    }),
  );
});

it.each([
  ["a device that sent on more days than a month has", { device_days: [{ device: "cuff", days: 400 }] }],
  ["a device that sent on half a day less than none", { device_days: [{ device: "cuff", days: -0.5 }] }],
  [
    "an authorisation that ends before it begins",
    {
      prior_authorizations: [
        { code: "99490", number: "1", from: "2026-12-31", to: "2026-01-01", units: 1e9 },
      ],
    },
  ],
  [
    "a consent revoked before it was given",
    { "consent.obtained": "2026-05-20", "consent.revoked": "2026-05-02" },
  ],
  ["a patient dead before the consent", { "patient.deceased": "1901-01-01" }],
  [
    "a stay that ends before it begins",
    { stays: [{ type: "observation", from: "2026-05-20", to: "2026-05-02" }] },
  ],
  [
    "services of every kind at once",
    { other_services: ccm.flatMap((code) => [{ code }, { code, status: "requested" }]) },
  ],
])("contradictory facts are answered, never thrown: %s", (_, change) => {
  const edit: PayerEdit = {
    id: "all",
    payer: "medicare_ffs",
    from: "2025-01",
    codes: ccm,
    effect: "block",
    requires: { prior_authorization: ["number", "dates", "units"] },
    reason: "No.",
    source: { document: "M", url: null, read: "2026-04-01" },
  };
  const said = answerCase({ value: { id: "x", ...monthOfVector({ change }) } }, { payer_edits: [edit] });
  expect(said).toMatchObject({ id: "x", codes: [] });
});
