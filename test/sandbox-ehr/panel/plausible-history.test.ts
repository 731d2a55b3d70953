import type { Encounter, Observation } from "fhir/r4";
import { describe, expect, it } from "vitest";
import { activeCodes, ofType, type PanelPatient, panelCharts, yearsBetween } from "./read-panel.ts";

const charts = ["2024-02-29T00:30:00Z", "2026-03-01T06:30:00Z", "2026-11-21T18:00:00Z"].flatMap((moment) =>
  panelCharts(new Date(moment)),
);

const born = ({ patient }: PanelPatient) => patient.birthDate ?? "";
const age = (chart: PanelPatient) => yearsBetween(born(chart), chart.today);
const visits = ({ resources }: PanelPatient) =>
  ofType(resources, "Encounter").filter(({ status }) => status !== "cancelled");
const code = (visit: Encounter) => visit.type?.[0]?.coding?.[0]?.code ?? "";
const begins = ({ period }: Encounter) => period?.start ?? "";
const dayOf = (visit: Encounter) => begins(visit).slice(0, 10);
const stays = (chart: PanelPatient) => visits(chart).filter((one) => one.class.code === "IMP");
const hospice = (chart: PanelPatient) => visits(chart).find((one) => one.class.code === "HH");
const onsets = ({ resources }: PanelPatient) =>
  ofType(resources, "Condition").map(({ onsetDateTime }) => onsetDateTime ?? "");
const coverage = ({ resources }: PanelPatient) => ofType(resources, "Coverage")[0];
const coverageCode = (chart: PanelPatient) => coverage(chart)?.type?.coding?.[0]?.code;

/** Heart failure, lung disease, dementia, Parkinson's and cancer. */
const lifeLimiting = ["I50.22", "I50.32", "J44.9", "G30.9", "F01.50", "G20.A1", "C61", "C50.919"];

/** The visits that need a certain age, counted from the 65th birthday on which Medicare begins. */
const fromAge: Readonly<Record<string, number>> = { G0438: 66, G0439: 67 };

const rules: readonly {
  readonly name: string;
  readonly of: (chart: PanelPatient) => boolean;
  readonly never: (chart: PanelPatient) => boolean;
}[] = [
  {
    name: "everybody is an adult of 55 to 100, and whoever has Medicare 65 at least",
    of: () => true,
    never: (chart) =>
      age(chart) < 55 ||
      age(chart) > 100 ||
      (["121", "111"].includes(coverageCode(chart) ?? "") && age(chart) < 65),
  },
  {
    name: "Medicare begins in the month of the 65th birthday or later, and not in the future",
    of: (chart) => ["121", "111"].includes(coverageCode(chart) ?? ""),
    never: (chart) => {
      const start = coverage(chart)?.period?.start ?? "";
      const entitled = `${Number(born(chart).slice(0, 4)) + 65}${born(chart).slice(4, 7)}-01`;
      return start < entitled || start > chart.today;
    },
  },
  {
    name: "private insurance alone is for those under 65",
    of: (chart) => coverageCode(chart) === "5",
    never: (chart) => age(chart) >= 65,
  },
  {
    name: "wellness visits of Medicare are had at the age for them, by those who may have Part B",
    of: (chart) => visits(chart).some((one) => fromAge[code(one)] !== undefined),
    never: (chart) => {
      const plan = coverage(chart)?.class?.[0]?.value;
      const early = visits(chart).some(
        (one) => yearsBetween(born(chart), dayOf(one)) < (fromAge[code(one)] ?? 0),
      );
      return early || plan === "A" || coverageCode(chart) === "5";
    },
  },
  {
    name: "no visit, problem or result before birth or in the future",
    of: () => true,
    never: (chart) =>
      [...JSON.stringify(chart.resources).matchAll(/"(\d{4}-\d\d-\d\d)[T"]/g)].some(
        ([, day = ""]) => day < born(chart) || day > chart.today,
      ),
  },
  {
    name: "the dead are not seen on or after the day",
    of: ({ patient }) => patient.deceasedDateTime !== undefined,
    never: (chart) => {
      const died = (chart.patient.deceasedDateTime ?? "").slice(0, 10);
      return visits(chart).some((one) => dayOf(one) >= died || (one.period?.end ?? "") >= died);
    },
  },
  {
    name: "nobody is seen in the office while in hospital",
    of: (chart) => stays(chart).length > 0,
    never: (chart) =>
      stays(chart).some((stay) =>
        visits(chart).some(
          (one) =>
            one !== stay &&
            dayOf(one) >= dayOf(stay) &&
            begins(one) <= (stay.period?.end ?? `${chart.today}~`),
        ),
      ),
  },
  {
    name: "nobody has two visits on one day",
    of: (chart) => visits(chart).length > 1,
    never: (chart) => new Set(visits(chart).map(dayOf)).size < visits(chart).length,
  },
  {
    name: "transitional care follows a stay within 14 days",
    of: (chart) => visits(chart).some((one) => ["99495", "99496"].includes(code(one))),
    never: (chart) =>
      visits(chart)
        .filter((one) => ["99495", "99496"].includes(code(one)))
        .some((one) => {
          const days = stays(chart).map(
            ({ period }) => (Date.parse(begins(one)) - Date.parse(period?.end ?? "")) / 86_400_000,
          );
          return !days.some((after) => after > 0 && after <= 14);
        }),
  },
  {
    name: "hospice is for an illness that shortens life, and after it began the office is over",
    of: (chart) => hospice(chart) !== undefined,
    never: (chart) => {
      const began = dayOf(hospice(chart) ?? { resourceType: "Encounter", class: {}, status: "unknown" });
      const later = visits(chart).some((one) => one !== hospice(chart) && dayOf(one) >= began);
      const ill = lifeLimiting.some((one) => activeCodes(chart).has(one));
      const reason = hospice(chart)?.reasonCode?.[0]?.coding?.[0]?.code ?? "none";
      return later || !ill || !activeCodes(chart).has(reason) || chart.patient.deceasedDateTime !== undefined;
    },
  },
  {
    name: "weight and blood pressure are taken at a visit in person",
    of: ({ resources }) => ofType(resources, "Observation").some(isVital),
    never: (chart) => {
      const days = visits(chart)
        .filter((one) => one.class.code === "AMB")
        .map(dayOf);
      const taken = ofType(chart.resources, "Observation").filter(isVital);
      return taken.some(({ effectiveDateTime = "" }) => !days.includes(effectiveDateTime.slice(0, 10)));
    },
  },
  {
    name: "prescriptions come from a visit",
    of: ({ resources }) => ofType(resources, "MedicationRequest").length > 0,
    never: (chart) =>
      ofType(chart.resources, "MedicationRequest").some(
        ({ authoredOn = "" }) => !visits(chart).map(dayOf).includes(authoredOn.slice(0, 10)),
      ),
  },
  {
    name: "what is over lasted two months at most, and ended after it began",
    of: ({ resources }) => ofType(resources, "Condition").some(({ abatementDateTime }) => abatementDateTime),
    never: ({ resources }) =>
      ofType(resources, "Condition").some(({ onsetDateTime, abatementDateTime }) => {
        const days = (Date.parse(abatementDateTime ?? "") - Date.parse(onsetDateTime ?? "")) / 86_400_000;
        return days <= 0 || days > 62;
      }),
  },
  {
    name: "several chronic diseases did not all begin on one day",
    of: (chart) => chart.id.length === 4 && onsets(chart).length > 2,
    never: (chart) => new Set(onsets(chart)).size === 1,
  },
  {
    name: "the care team is the practice's own",
    of: ({ resources }) => ofType(resources, "CareTeam").length > 0,
    never: ({ resources }) =>
      ofType(resources, "CareTeam").some(({ participant = [] }) => {
        const [doctor, manager] = participant.map(({ member }) => `${member?.reference} ${member?.display}`);
        const nurse = /^Practitioner\/rn-(1 Nurse One|2 Nurse Two), RN$/;
        return doctor !== "Practitioner/pr-1 Practitioner One, MD" || !nurse.test(manager ?? "");
      }),
  },
];

function isVital({ category }: Observation): boolean {
  return category?.[0]?.coding?.[0]?.code === "vital-signs";
}

describe.each(rules)("$name", ({ of, never }) => {
  it("in each of the two hundred charts it is about", () => {
    const meant = charts.filter(of);
    expect(meant.length).toBeGreaterThan(0);
    expect(meant.filter(never).map(({ id, today }) => `${id} on ${today}`)).toEqual([]);
  });
});
