/** RFC 9110, section 5.6.7: the form of today, and the two obsolete ones that must still be read. */
const httpDates = [
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

/**
 * Reads Retry-After in both its forms, in ms; null where there is none. A date is measured against the answer's
 * own Date, so that neither clock matters. Where it cannot be known how long, the answer is infinity: too long.
 */
export function retryAfter(headers: Headers): number | null {
  const value = headers.get("retry-after");
  if (value === null) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const wait = readHttpDate(value) - readHttpDate(headers.get("date") ?? "");
  return Number.isNaN(wait) ? Number.POSITIVE_INFINITY : Math.max(wait, 0);
}

/** An instant in ms; NaN for anything but an HTTP-date. All three forms are in GMT, said or not. */
function readHttpDate(value: string): number {
  if (!httpDates.some((form) => form.test(value))) return Number.NaN;
  return Date.parse(value.endsWith(" GMT") ? value : `${value} GMT`);
}
