import { describe, expect, it } from "vitest";
import { encounter, factsOf, type Row } from "./chart.builder.ts";

const act = (code: string) => ({
  class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code },
});
const march = { period: { start: "2026-03-10", end: "2026-03-12" } };
const from = (start: string, end?: string) => ({ period: { start, ...(end ? { end } : {}) } });
const onDay = (day: string) => from(day, day);
const vendorClass = { class: { system: "urn:oid:1.2.840.114350.1.72.1.7.7.10.696784.13260", code: "13" } };
const stay = (type: string, to: object = { to: "2026-03-12" }) => [{ type, from: "2026-03-10", ...to }];

describe("an Encounter, as a stay", () => {
  it.each<Row>([
    ["a visit", { ...act("AMB"), ...march }, []],
    ["inpatient", { ...act("IMP"), ...march }, stay("inpatient_hospital")],
    ["acute inpatient", { ...act("ACUTE"), ...march }, stay("inpatient_hospital")],
    ["non-acute inpatient, perhaps in a nursing facility", { ...act("NONAC"), ...march }, undefined],
    ["non-acute inpatient on one day", { ...act("NONAC"), ...onDay("2026-03-10") }, undefined],
    ["non-acute inpatient until the month", { ...act("NONAC"), ...from("2026-02-01", "2026-02-28") }, []],
    ["non-acute inpatient without an end", { ...act("NONAC"), ...from("2026-01-10") }, undefined],
    ["a short stay on one day", { ...act("SS"), ...onDay("2026-03-10") }, []],
    ["a short stay over days", { ...act("SS"), ...march }, undefined],
    ["a short stay over days of another month", { ...act("SS"), ...from("2026-02-10", "2026-02-12") }, []],
    ["a short stay into the month", { ...act("SS"), ...from("2026-02-28", "2026-03-01") }, undefined],
    ["a short stay of the month without an end", { ...act("SS"), ...from("2026-03-10") }, undefined],
    ["a short stay long over without an end", { ...act("SS"), ...from("2026-02-10") }, []],
    ["a short stay that goes on", { ...act("SS"), ...from("2026-02-10"), status: "in-progress" }, undefined],
    ["observation", { ...act("OBSENC"), ...march }, stay("observation")],
    ["emergency", { ...act("EMER"), ...march }, stay("emergency_department")],
    [
      "inpatient in HL7 v2",
      { class: { system: "http://terminology.hl7.org/CodeSystem/v2-0004", code: "I" }, ...march },
      stay("inpatient_hospital"),
    ],
    [
      "outpatient in HL7 v2",
      { class: { system: "http://terminology.hl7.org/CodeSystem/v2-0004", code: "O" }, ...march },
      [],
    ],
    [
      "still going on",
      { ...act("IMP"), status: "in-progress", period: { start: "2026-03-10" } },
      stay("inpatient_hospital", { to: null }),
    ],
    [
      "over, nobody knows since when",
      { ...act("IMP"), period: { start: "2026-03-10" } },
      stay("inpatient_hospital", {}),
    ],
    ["planned", { ...act("IMP"), ...march, status: "planned" }, []],
    ["cancelled", { ...act("IMP"), ...march, status: "cancelled" }, []],
    ["entered in error", { ...act("IMP"), ...march, status: "entered-in-error" }, []],
    ["of an unknown status code", { ...act("IMP"), ...march, status: "brand-new" }, undefined],
    ["in another month", { ...act("IMP"), period: { start: "2026-02-01", end: "2026-02-28" } }, []],
    [
      "until the first of the month",
      { ...act("IMP"), period: { start: "2026-02-01", end: "2026-03-01" } },
      [{ type: "inpatient_hospital", from: "2026-02-01", to: "2026-03-01" }],
    ],
    [
      "from the day after the month",
      { ...act("IMP"), period: { start: "2026-04-01", end: "2026-04-02" } },
      [],
    ],
    [
      "that ended at last month's midnight in the practice's zone",
      { ...act("IMP"), period: { start: "2026-02-01T00:00:00Z", end: "2026-03-01T04:59:59Z" } },
      [],
    ],
    [
      "that ends before it starts",
      { ...act("IMP"), period: { start: "2026-03-12", end: "2026-03-10" } },
      undefined,
    ],
    ["dated to the year only", { ...act("IMP"), period: { start: "2026", end: "2026" } }, undefined],
    ["dated to another year only", { ...act("IMP"), period: { start: "2019", end: "2019" } }, []],
    ["without any date", { ...act("IMP"), period: undefined }, undefined],
    [
      "of a vendor's class within a day",
      { ...vendorClass, status: "in-progress", period: { start: "2026-03-10", end: "2026-03-10" } },
      [],
    ],
    ["of a vendor's class over days", { ...vendorClass, ...march }, undefined],
    [
      "of a vendor's class in another month",
      { ...vendorClass, period: { start: "2026-01-01", end: "2026-01-05" } },
      [],
    ],
    [
      "under a modifierExtension",
      { ...act("AMB"), ...march, modifierExtension: [{ url: "urn:x" }] },
      undefined,
    ],
  ])("%s", (_, change, stays) => {
    expect(factsOf({ Encounter: [encounter(change)] }).stays).toEqual(stays);
  });
});

describe("an Encounter, as the last visit of any kind", () => {
  it.each<Row>([
    ["an ordinary visit", {}, "2026-02-10"],
    [
      "late in the evening, by the practice's clock",
      { period: { start: "2026-02-11T03:00:00Z" } },
      "2026-02-10",
    ],
    ["on the day of calculation", { period: { start: "2026-03-31", end: "2026-03-31" } }, "2026-03-31"],
    ["still to come", { period: { start: "2026-04-01" } }, null],
    ["cancelled", { status: "cancelled" }, null],
    ["without a date", { period: undefined }, undefined],
    ["dated to the month", { period: { start: "2026-02" } }, undefined],
  ])("%s", (_, change, day) => {
    expect(factsOf({ Encounter: [encounter(change)] }).last_visit_any).toEqual(day);
  });
});
