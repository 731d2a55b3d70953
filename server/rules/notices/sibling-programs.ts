import type { Gap, Readiness } from "../../contract/index.ts";

/** Programmes that may fit this month better, as information; this rule set does not evaluate them. */
export function siblingPrograms(gaps: readonly Gap[]): Readiness["sibling_programs"] {
  const detailOf = (wanted: string) => gaps.find(({ code }) => code === wanted)?.detail;
  const pcm = detailOf("consider_pcm");
  const apcm = detailOf("apcm_alternative_available");
  return [
    ...(pcm === undefined ? [] : [{ program: "PCM", detail: pcm }]),
    ...(apcm === undefined ? [] : [{ program: "APCM", detail: apcm }]),
  ];
}
