/** Time of work that runs in this process: several runs, after some to warm up. */

/** Runs that are not measured. */
const warmUps = 3;

type Works<Name extends string> = Readonly<Record<Name, () => unknown>>;
type Times<Name extends string> = Readonly<Record<Name, number>>;

/** Runs all works in turn, so that a slow moment of the machine meets each of them. */
export function medianMs<Name extends string>(
  works: Works<Name>,
  runs: number,
  before = warmUps,
): Times<Name> {
  return timesOf(works, runs, before, () => performance.now());
}

/**
 * The same in time of the processor, that of collecting garbage beside it too. Long works are
 * interrupted by others on the machine and short ones are not: only so can the two be compared.
 */
export function processorMs<Name extends string>(works: Works<Name>, runs: number): Times<Name> {
  return timesOf(works, runs, warmUps, processorNow);
}

export function processorNow(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function timesOf<Name extends string>(
  works: Works<Name>,
  runs: number,
  before: number,
  now: () => number,
): Times<Name> {
  const names = Object.keys(works) as Name[];
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let run = -before; run < runs; run += 1) {
    for (const name of names) {
      const start = now();
      works[name]();
      if (run >= 0) times.get(name)?.push(now() - start);
    }
  }
  const found = names.map((name) => [name, median(times.get(name) ?? [])]);
  return Object.fromEntries(found) as Record<Name, number>;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
