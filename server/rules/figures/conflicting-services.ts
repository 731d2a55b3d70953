import type { BlockReason } from "../block-reason.ts";
import type { GapCode } from "../notices/gap-texts.ts";
import type { ContestedPoint } from "./contested-points.ts";
import type { SourceId } from "./sources.ts";

/** A service that excludes CCM in the same month when the same practitioner bills it. */
export interface ConflictingService {
  readonly id: string;
  readonly codes: ReadonlySet<string>;
  readonly reason: BlockReason;
  readonly sentence: string;
  readonly source: SourceId;
  /** What a person must settle when the practitioner is the same. */
  readonly whenSame: GapCode | null;
  /** What a person should know when it is another practitioner. */
  readonly whenOther: { readonly gap: GapCode; readonly contested: ContestedPoint } | null;
}

/** 90951 to 90970. */
const esrdMonthly = Array.from({ length: 20 }, (_, step) => String(90951 + step));

/** Advanced primary care management, its three levels and their add-ons. */
export const apcmCodes: ReadonlySet<string> = new Set(["G0556", "G0557", "G0558", "G0568", "G0569", "G0570"]);

/** In force in every month these rules answer for. */
export const conflictingServices: readonly ConflictingService[] = [
  {
    id: "no_apcm",
    codes: apcmCodes,
    reason: "conflict_apcm",
    sentence: "Advanced primary care management and CCM are not billed by one practitioner in one month.",
    source: "AAFP-APCM",
    whenSame: "choose_apcm_or_ccm",
    whenOther: { gap: "apcm_other_practitioner", contested: "apcm_by_another" },
  },
  {
    id: "no_pcm",
    codes: new Set(["99424", "99425", "99426", "99427"]),
    reason: "conflict_pcm_same_practitioner",
    sentence: "Principal care management and CCM are not billed by one practitioner in one month.",
    source: "CMS-FAQ-2022",
    whenSame: "choose_pcm_or_ccm",
    whenOther: null,
  },
  {
    id: "no_home_health_oversight",
    codes: new Set(["G0181"]),
    reason: "conflict_g0181",
    sentence: "Care plan oversight of a home-health patient is not billed with CCM by the same practitioner.",
    source: "AAPC",
    whenSame: null,
    whenOther: {
      gap: "care_plan_oversight_other_practitioner",
      contested: "oversight_or_esrd_by_another",
    },
  },
  {
    id: "no_hospice_oversight",
    codes: new Set(["G0182"]),
    reason: "conflict_g0182",
    sentence: "Care plan oversight of a hospice patient is not billed with CCM by the same practitioner.",
    source: "AAPC",
    whenSame: null,
    whenOther: {
      gap: "care_plan_oversight_other_practitioner",
      contested: "oversight_or_esrd_by_another",
    },
  },
  {
    id: "no_esrd_monthly_service",
    codes: new Set(esrdMonthly),
    reason: "conflict_esrd_mcp",
    sentence: "The monthly service for end-stage renal disease includes care management by its practitioner.",
    source: "AAPC",
    whenSame: null,
    whenOther: { gap: "esrd_mcp_other_practitioner", contested: "oversight_or_esrd_by_another" },
  },
];
