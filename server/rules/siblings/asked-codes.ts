import type { TimedCode } from "../figures/sibling-codes.ts";
import type { Reason } from "../finding.ts";
import type { Situation } from "../situation.ts";
import type { ProgrammeTime } from "./programme-time.ts";
import { deviceCode, firstCode, mostDeviceDays } from "./remote-monitoring.ts";
import type { SiblingTime } from "./sibling-time.ts";

interface Asked {
  readonly situation: Situation;
  readonly time: SiblingTime;
}

/** Codes of the programmes beside CCM that came later than the rules' first month. */
const laterCodes: ReadonlySet<string> = new Set(["99445", "99470", "G0568", "G0569", "G0570"]);

/**
 * What these rules know of a code of another programme that was asked for: why the month does not support it, or
 * that it does. Null for a code they do not know.
 */
export function askedReasons(code: string, asked: Asked): readonly Reason[] | null {
  const { situation } = asked;
  const { addOns } = situation.figures.primaryCareLevels;
  if (addOns.has(code)) return null;
  return (
    ofMonitoring(code, asked) ??
    ofPrincipalCare(code, asked) ??
    (laterCodes.has(code) ? [notInForce(code, situation)] : ofLevel(code, situation))
  );
}

function ofMonitoring(code: string, { situation, time: { rpm } }: Asked): Reason[] | null {
  const { devices, first, addOn } = situation.figures.remoteMonitoring;
  if (devices.some((one) => one.code === code)) return ofDevice(code, situation);
  const timed = first.find((one) => one.code === code);
  if (timed) return ofFirstMinutes(timed, rpm, situation);
  if (code !== addOn.code) return null;
  return ofMinutes(code, (first.at(-1)?.minutes ?? 0) + addOn.minutes, spokenOf(rpm), situation);
}

function ofPrincipalCare(code: string, { situation, time: { pcm } }: Asked): Reason[] | null {
  const { staff, practitioner } = situation.figures.principalCare;
  const isOwn = practitioner.some((one) => one.code === code);
  const [base, addOn] = isOwn ? practitioner : staff;
  if (code !== base.code && code !== addOn.code) return null;
  const needed = base.minutes + (code === addOn.code ? addOn.minutes : 0);
  return ofMinutes(code, needed, isOwn ? { ...pcm, all: pcm.practitioner } : pcm, situation);
}

const notInForce = (code: string, { month }: Situation): Reason => ({
  reason: "code_not_in_force",
  detail: `${code} is not in force in ${month}.`,
});

const supported = (code: string): Reason => ({
  reason: "sibling_program",
  detail: `${code} is a code of another programme: what the month supports of it stands in sibling_programs, never among the codes of CCM.`,
});

const open = (code: string, missing: string): Reason => ({
  reason: "undetermined",
  detail: `${code} may be supported: ${missing} is not known.`,
});

const instead = (code: string, other: string, because: string): Reason => ({
  reason: "alternative_code",
  detail: `${because}, for which ${other} stands and not ${code}.`,
});

function ofDevice(code: string, situation: Situation): Reason[] {
  const { figures } = situation;
  const days = mostDeviceDays(situation);
  if (days === null) return [open(code, "on how many days a device sent readings")];
  const standing = deviceCode(figures.remoteMonitoring, days);
  if (standing?.code === code) return [supported(code)];
  const from = figures.remoteMonitoring.devices.find((one) => one.code === code)?.from ?? 0;
  if (standing && days > from) return [instead(code, standing.code, `Readings came on ${days} days`)];
  return [
    {
      reason: "device_days_below_threshold",
      detail: `Readings came on ${days} of the ${from} days ${code} needs.`,
    },
  ];
}

/** Of remote monitoring only time spoken with the patient counts. */
const spokenOf = (time: ProgrammeTime): ProgrammeTime => ({ ...time, all: time.interactive });

function ofFirstMinutes({ code, minutes }: TimedCode, rpm: ProgrammeTime, situation: Situation): Reason[] {
  const { seconds } = rpm.interactive;
  const standing = firstCode(situation.figures.remoteMonitoring, seconds);
  if (standing && standing.minutes > minutes) {
    return [instead(code, standing.code, `${Math.floor(seconds / 60)} interactive minutes are counted`)];
  }
  return ofMinutes(code, minutes, spokenOf(rpm), situation);
}

function ofMinutes(
  code: string,
  needed: number,
  time: ProgrammeTime,
  { facts, calendar }: Situation,
): Reason[] {
  if (facts.time_entries === undefined || !calendar) return [open(code, "the time recorded in the month")];
  const { seconds } = time.all;
  if (seconds >= needed * 60) return [supported(code)];
  if (time.hasUnknown) return [open(code, "something deciding of an entry of its programme")];
  const below: Reason = {
    reason: "time_below_threshold",
    detail: `${Math.floor(seconds / 60)} of ${needed} minutes are counted for the programme of ${code}.`,
  };
  if (seconds + time.withheldSeconds < needed * 60) return [below];
  const twice = `${Math.floor(time.withheldSeconds / 60)} minutes that would do are also claimed for another service.`;
  return [{ reason: "double_counted_time", detail: twice }, below];
}

/** The level of advanced primary care management follows from the conditions and from who owes cost sharing. */
function ofLevel(code: string, { census, facts, figures }: Situation): readonly Reason[] | null {
  const { atMostOneCondition, twoConditions, twoConditionsQmb } = figures.primaryCareLevels;
  if (![atMostOneCondition, twoConditions, twoConditionsQmb].includes(code)) return null;
  if (!census) return [open(code, "how many chronic conditions the patient has")];
  const { diseases, possibleDiseases } = census;
  if (code === atMostOneCondition) {
    if (diseases >= 2) return [instead(code, twoConditions, `${diseases} chronic conditions are confirmed`)];
    return possibleDiseases >= 2 ? [open(code, "whether there is a second condition")] : [supported(code)];
  }
  if (possibleDiseases < 2) {
    return [
      {
        reason: "fewer_than_two_chronic",
        detail: `${diseases} of 2 distinct chronic conditions are confirmed.`,
      },
    ];
  }
  if (diseases < 2) return [open(code, "whether there is a second condition")];
  return ofBeneficiary(code, facts.patient?.qmb, [twoConditions, twoConditionsQmb]);
}

function ofBeneficiary(
  code: string,
  isBeneficiary: boolean | undefined,
  [everybody, beneficiary]: readonly [string, string],
): Reason[] {
  if (isBeneficiary === undefined)
    return [open(code, "whether the patient is a Qualified Medicare Beneficiary")];
  if (code === beneficiary && !isBeneficiary) {
    return [
      {
        reason: "not_qmb",
        detail: `${code} is for Qualified Medicare Beneficiaries, which the patient is not.`,
      },
    ];
  }
  if (code === everybody && isBeneficiary) {
    return [instead(code, beneficiary, "The patient is a Qualified Medicare Beneficiary")];
  }
  return [supported(code)];
}
