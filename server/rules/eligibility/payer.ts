import { met, mustBeTrue, unknown, unmet } from "../finding.ts";
import type { Rule } from "../proof/rule.ts";
import { pathOf } from "./path-of.ts";

/** Medicare pays: fee for service by these rules, Medicare Advantage by the plan's edits on top of them. */
export const medicarePays: Rule = {
  id: "medicare",
  sentence: "The payer is Medicare, fee for service or a Medicare Advantage plan.",
  source: "REGENCE-122",
  reads: ["/payer/type"],
  judge({ facts: { payer } }) {
    switch (payer?.type) {
      case undefined:
        return unknown(pathOf(payer, "payer", "type"), "who pays");
      case "commercial":
        return unmet("not_medicare", "The payer is commercial; these are the Medicare rules.");
      case "medicare_advantage":
        return met("Medicare Advantage covers Part B services; the plan's own edits are to be verified.");
      case "medicare_ffs":
        return met("Medicare fee for service.");
    }
  },
};

/** CCM is a Part B service. */
export const partB: Rule = {
  id: "part_b",
  sentence: "The patient has Medicare Part B.",
  source: "EXPERT",
  reads: ["/payer/part_b"],
  judge: ({ facts: { payer } }) =>
    mustBeTrue({
      value: payer?.part_b,
      fact: { what: pathOf(payer, "payer", "part_b"), missing: "whether the patient has Part B" },
      because: "Part B is in force.",
      otherwise: { reason: "no_part_b", detail: "The patient has no Part B." },
    }),
};
