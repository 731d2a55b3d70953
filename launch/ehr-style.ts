import * as z from "zod";
import type { EhrStyle } from "../server/contract/index.ts";
import { cappedText } from "./capped-text.ts";
import { type Connection, isTrusted } from "./connections.ts";
import { withDeadline } from "./deadline.ts";
import { networkFailure } from "./network-failure.ts";
import { parseJson } from "./parse-json.ts";

const styleDeadline = 3_000;
const styleBytes = 8 * 1024;

/** Hex, rgb() or rgba() in plain numbers: nothing that CSS would read on from. */
const channel = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
const color = new RegExp(
  `^(?:#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|rgba?\\(${channel}(?:, ?${channel}){2}(?:, ?(?:0|1|0?\\.\\d{1,3}))?\\))$`,
  "i",
);
const length = /^(?:\d{1,2}(?:\.\d{1,2})?(?:px|pt)|[0-3](?:\.\d{1,3})?(?:rem|em)|0)$/;

const Color = z.string().regex(color).nullable().catch(null);
const Length = z.string().regex(length).nullable().catch(null);

/** SMART App Launch 2.2, "Styling": its colours and lengths. Its fonts are not taken over: they name files. */
const Style: z.ZodType<EhrStyle> = z.object({
  color_background: Color,
  color_error: Color,
  color_highlight: Color,
  color_modal_backdrop: Color,
  color_success: Color,
  color_text: Color,
  dim_border_radius: Length,
  dim_font_size: Length,
  dim_spacing_size: Length,
});

/** The colours and lengths a description names, each null where it is missing or not plain; null: no description. */
export function readEhrStyle(text: string): EhrStyle | null {
  return Style.safeParse(parseJson(text)).data ?? null;
}

/** Fetches how the EHR wants apps to look, without any token; null where that fails in whatever way. */
export async function askEhrStyle(connection: Connection, url: string): Promise<EhrStyle | null> {
  if (!isTrusted(url, connection)) return null;
  try {
    return await withDeadline({ ms: styleDeadline }, async (signal) => {
      const headers = { accept: "application/json" };
      const response = await fetch(url, { redirect: "error", credentials: "omit", headers, signal });
      const body = await cappedText(response, styleBytes);
      return response.status === 200 && body.kind === "text" ? readEhrStyle(body.text) : null;
    });
  } catch (error) {
    if (networkFailure(error)) return null;
    throw error;
  }
}
