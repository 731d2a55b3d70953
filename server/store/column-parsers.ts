/*
 * How both engines hand values back, by PostgreSQL type oid: the same text and numbers from either.
 * Instants are strings in UTC with milliseconds, days are `YYYY-MM-DD`, and our bigints are counts.
 */
const int8 = 20;
const date = 1082;
const timestamptz = 1184;

/** Parsers of the types whose default differs between the engines or is not what the code works with. */
export const columnParsers: Readonly<Record<number, (text: string) => string | number>> = {
  [int8]: Number,
  [date]: (text) => text,
  [timestamptz]: (text) => new Date(text).toISOString(),
};
