/** Time of work that runs in this process: the median of several runs, after some to warm up. */

const warmUps = 3;

/** Runs all works in turn, so that a slow moment of the machine meets each of them. */
export function medianMs<Name extends string>(
  works: Readonly<Record<Name, () => unknown>>,
  runs: number,
): Readonly<Record<Name, number>> {
  const names = Object.keys(works) as Name[];
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let run = -warmUps; run < runs; run += 1) {
    for (const name of names) {
      const start = performance.now();
      works[name]();
      if (run >= 0) times.get(name)?.push(performance.now() - start);
    }
  }
  const medians = names.map((name) => [name, median(times.get(name) ?? [])]);
  return Object.fromEntries(medians) as Record<Name, number>;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
