const rounds = 15;

/**
 * What each piece of work costs as a multiple of the first, taken in turns: the median of the ratios of one round
 * each, so that what else the machine does weighs on all of them alike.
 */
export function ratiosToFirst<Name extends string>(
  works: Readonly<Record<Name, () => void>>,
): Readonly<Record<Name, number>> {
  const all = Object.entries<() => void>(works);
  const turns = Array.from({ length: rounds + 3 }, () => all.map(([, work]) => seconds(work))).slice(3);
  const ratios = all.map(([name], at) => [
    name,
    median(turns.map((turn) => (turn[at] ?? 0) / (turn[0] ?? 0))),
  ]);
  return Object.fromEntries(ratios);
}

function seconds(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

const median = (values: readonly number[]) =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
