import * as z from "zod";

/** A calendar month in the practice's time zone, `YYYY-MM`. */
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "a month is written YYYY-MM");
export type Month = z.infer<typeof Month>;

/** A calendar day, `YYYY-MM-DD`, without a time zone. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;

/** A moment with its offset, as FHIR's `instant` writes it. */
export const Instant = z.iso.datetime({ offset: true });
export type Instant = z.infer<typeof Instant>;

/** A day or a moment: what records carry when nobody noted the hour. */
export const DayOrInstant = z.union([Instant, Day]);
export type DayOrInstant = z.infer<typeof DayOrInstant>;

/** A FHIR reference to one resource, `Type/id`. */
export const Reference = z.string().regex(/^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/);
export type Reference = z.infer<typeof Reference>;
