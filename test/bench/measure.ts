/** Time of work that runs in this process: several runs, after some to warm up. */

const warmUps = 3;

type Works<Name extends string> = Readonly<Record<Name, () => unknown>>;
type Times<Name extends string> = Readonly<Record<Name, number>>;

/** Runs all works in turn, so that a slow moment of the machine meets each of them. */
export function medianMs<Name extends string>(works: Works<Name>, runs: number): Times<Name> {
  return timesOf(works, runs, median);
}

/** The fastest run of each: others on the machine can only take time away. */
export function fastestMs<Name extends string>(works: Works<Name>, runs: number): Times<Name> {
  return timesOf(works, runs, (values) => Math.min(...values));
}

function timesOf<Name extends string>(
  works: Works<Name>,
  runs: number,
  of: (values: readonly number[]) => number,
): Times<Name> {
  const names = Object.keys(works) as Name[];
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let run = -warmUps; run < runs; run += 1) {
    for (const name of names) {
      const start = performance.now();
      works[name]();
      if (run >= 0) times.get(name)?.push(performance.now() - start);
    }
  }
  const found = names.map((name) => [name, of(times.get(name) ?? [])]);
  return Object.fromEntries(found) as Record<Name, number>;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
