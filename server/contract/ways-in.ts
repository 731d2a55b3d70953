import * as z from "zod";

/* What a screen learns of how it was launched, and how it can be launched again. */

/** A right that was asked for and not given, and what CareMonth cannot do without it. */
export const Narrowed = z.object({ what: z.string(), means: z.string() });
export type Narrowed = z.infer<typeof Narrowed>;

/** The EHR's looks as far as they are taken over: checked colours and lengths, ready for CSS; null: not said. */
export const EhrStyle = z.object({
  color_background: z.string().nullable(),
  color_error: z.string().nullable(),
  color_highlight: z.string().nullable(),
  color_modal_backdrop: z.string().nullable(),
  color_success: z.string().nullable(),
  color_text: z.string().nullable(),
  dim_border_radius: z.string().nullable(),
  dim_font_size: z.string().nullable(),
  dim_spacing_size: z.string().nullable(),
});
export type EhrStyle = z.infer<typeof EhrStyle>;

/** What the screen of a launch without a patient shows: whose practice and user it is, and how to come to a chart. */
export const PanelHead = z.object({
  user: z.object({ name: z.string().nullable(), role: z.string().nullable() }),
  practice: z.string(),
  ehr: z.string(),
  idle_minutes: z.int().positive(),
  notice: z.string().nullable(),
  narrowed: z.array(Narrowed),
  ehr_style: EhrStyle.nullable(),
  /** Where the browser goes to let the EHR choose a patient; null where the EHR does not offer that. */
  choose_patient: z.string().nullable(),
});
export type PanelHead = z.infer<typeof PanelHead>;

/** Where the browser goes to sign in again for the same patient as the same user. */
export const Relaunch = z.object({ authorize_url: z.url() });
export type Relaunch = z.infer<typeof Relaunch>;
