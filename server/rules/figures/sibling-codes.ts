import type { Dated } from "./dated.ts";

/** A code of a programme beside CCM that stands for full minutes. */
export interface TimedCode {
  readonly code: string;
  readonly minutes: number;
}

/** A code for the days of a month on which a device sent readings; `to` null: as many as there are. */
export interface DeviceCode {
  readonly code: string;
  readonly from: number;
  readonly to: number | null;
}

/** Remote physiologic monitoring: of its device codes one is billed, of the first minutes' codes one. */
export interface RemoteMonitoring {
  readonly devices: readonly DeviceCode[];
  /** From the fewest minutes up; more minutes stand for the later code. */
  readonly first: readonly TimedCode[];
  readonly addOn: TimedCode;
}

/** Twenty minutes and sixteen days; since 2026 ten minutes and two days have codes of their own. */
export const remoteMonitoring: readonly Dated<RemoteMonitoring>[] = [
  {
    from: "2020-01",
    to: "2025-12",
    value: {
      devices: [{ code: "99454", from: 16, to: null }],
      first: [{ code: "99457", minutes: 20 }],
      addOn: { code: "99458", minutes: 20 },
    },
    source: "PREVOUNCE-2026",
  },
  {
    from: "2026-01",
    value: {
      devices: [
        { code: "99445", from: 2, to: 15 },
        { code: "99454", from: 16, to: null },
      ],
      first: [
        { code: "99470", minutes: 10 },
        { code: "99457", minutes: 20 },
      ],
      addOn: { code: "99458", minutes: 20 },
    },
    source: "PREVOUNCE-2026",
  },
];

/** Principal care management of one high-risk condition, by whose minutes they are. */
export interface PrincipalCare {
  readonly staff: readonly [base: TimedCode, addOn: TimedCode];
  readonly practitioner: readonly [base: TimedCode, addOn: TimedCode];
}

/** Thirty minutes and thirty further ones. */
export const principalCare: readonly Dated<PrincipalCare>[] = [
  {
    from: "2022-01",
    value: {
      staff: [
        { code: "99426", minutes: 30 },
        { code: "99427", minutes: 30 },
      ],
      practitioner: [
        { code: "99424", minutes: 30 },
        { code: "99425", minutes: 30 },
      ],
    },
    source: "CAREVITALITY",
  },
];

/** The level of advanced primary care management a patient belongs to; it asks no minutes. */
export interface PrimaryCareLevels {
  readonly atMostOneCondition: string;
  readonly twoConditions: string;
  readonly twoConditionsQmb: string;
  /** Add-ons to any level. */
  readonly addOns: ReadonlySet<string>;
}

const levels = { atMostOneCondition: "G0556", twoConditions: "G0557", twoConditionsQmb: "G0558" };

/** Three levels since 2025, with add-ons for behavioural health since 2026. */
export const primaryCareLevels: readonly Dated<PrimaryCareLevels>[] = [
  { from: "2025-01", to: "2025-12", value: { ...levels, addOns: new Set() }, source: "APCM-LAW" },
  {
    from: "2026-01",
    value: { ...levels, addOns: new Set(["G0568", "G0569", "G0570"]) },
    source: "APCM-LAW",
  },
];
