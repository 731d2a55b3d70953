import type { CodeUnits, Gap, Readiness } from "../../contract/index.ts";
import { amountOf } from "../codes/amounts.ts";
import type { TimedCode } from "../figures/sibling-codes.ts";
import type { GapCode } from "../notices/gap-texts.ts";
import type { Situation } from "../situation.ts";
import { apcmLevel } from "./primary-care-level.ts";
import type { ProgrammeTime } from "./programme-time.ts";
import { deviceCode, minuteCodes, mostDeviceDays } from "./remote-monitoring.ts";
import type { SiblingTime } from "./sibling-time.ts";

type Sibling = Readiness["sibling_programs"][number];

/** Programmes beside CCM: what the month holds of remote monitoring, and which fit better. Information, no claim. */
export function siblingPrograms(
  situation: Situation,
  time: SiblingTime,
  gaps: readonly Gap[],
): Readiness["sibling_programs"] {
  const detailOf = (wanted: GapCode) => gaps.find(({ code }) => code === wanted)?.detail;
  const pcm = detailOf("consider_pcm");
  const apcm = detailOf("apcm_alternative_available");
  if (!situation.figures.edition.evaluates.has("siblings")) {
    return [
      ...(pcm === undefined ? [] : [{ program: "PCM", detail: pcm }]),
      ...(apcm === undefined ? [] : [{ program: "APCM", detail: apcm }]),
    ];
  }
  return [
    ...remoteMonitoring(situation, time.rpm),
    ...(pcm === undefined ? [] : [principalCare(pcm, situation, time.pcm)]),
    ...(apcm === undefined ? [] : [primaryCare(apcm, situation)]),
  ];
}

const priced = (codes: CodeUnits[], situation: Situation) => ({
  codes,
  amount_usd: amountOf(codes, situation),
});

function remoteMonitoring(situation: Situation, { entries, all, interactive }: ProgrammeTime): Sibling[] {
  const days = mostDeviceDays(situation);
  if (entries === 0 && (situation.facts.device_days ?? []).length === 0) return [];
  const { remoteMonitoring: figures } = situation.figures;
  const device = days === null ? null : deviceCode(figures, days);
  const codes = [
    ...(device ? [{ code: device.code, units: 1 }] : []),
    ...minuteCodes(figures, interactive.seconds),
  ];
  const sent =
    days === null
      ? "On how many days a device sent readings is not known."
      : `The device with the most sent readings on ${days} days.`;
  return [
    {
      program: "RPM",
      detail: `${minutes(all.seconds)} minutes are recorded for remote monitoring, ${minutes(interactive.seconds)} of them spoken with the patient. ${sent}`,
      ...priced(codes, situation),
      needs: [
        "The order, the consent and the set-up of remote monitoring are not looked at here.",
        "Device days are those of one billing period of 30 days; the month's are given.",
      ],
    },
  ];
}

function principalCare(detail: string, situation: Situation, { all, practitioner }: ProgrammeTime): Sibling {
  const { staff, practitioner: own } = situation.figures.principalCare;
  const sets = [timed(own, practitioner.seconds), timed(staff, all.seconds)].map((codes) =>
    priced(codes, situation),
  );
  const [best] = sets.sort((one, other) => (other.amount_usd ?? 0) - (one.amount_usd ?? 0));
  return {
    program: "PCM",
    detail,
    codes: best?.codes ?? [],
    amount_usd: best?.amount_usd ?? null,
    needs: [
      "A practitioner's word that the one condition is of high risk and lasts three months or more.",
      `${staff[0].minutes} minutes recorded for PCM; ${minutes(all.seconds)} are.`,
      "A consent and a plan of its own.",
    ],
  };
}

function timed([base, addOn]: readonly [TimedCode, TimedCode], seconds: number): CodeUnits[] {
  if (seconds < base.minutes * 60) return [];
  const further = Math.floor((seconds - base.minutes * 60) / (addOn.minutes * 60));
  return [{ code: base.code, units: 1 }, ...(further > 0 ? [{ code: addOn.code, units: further }] : [])];
}

function primaryCare(detail: string, situation: Situation): Sibling {
  return {
    program: "APCM",
    detail,
    ...priced([{ code: apcmLevel(situation), units: 1 }], situation),
    needs: [
      "The practice answers for all of the patient's primary care and has its thirteen service elements in place.",
      "A consent of its own, and no CCM by the same practitioner in the month.",
    ],
  };
}

const minutes = (seconds: number) => Math.floor(seconds / 60);
