import type { Gap } from "../../contract/index.ts";
import { type GapCode, gapFixes } from "./gap-texts.ts";

/** One soft finding, with what to do about it. */
export const gap = (code: GapCode, detail: string): Gap => ({ code, detail, fix: gapFixes[code] });

/** The finding when it holds, nothing otherwise. */
export const gapIf = (holds: boolean, code: GapCode, detail: string): Gap[] =>
  holds ? [gap(code, detail)] : [];
