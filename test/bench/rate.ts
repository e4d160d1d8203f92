/** How many calls a second a piece of work takes, where a call is too short to time alone. */

export interface Work {
  /** How many different calls there are; they are made over and over. */
  readonly calls: number;
  /** Makes the calls from 0 to `until` and gives a number that hangs on all their answers. */
  readonly run: (until: number) => number;
}

const roundMs = 60;
const rounds = 7;

/**
 * Calls per second, in millions: the best of several rounds, since others on the machine can only
 * take time away. All works take turns, so that a slow moment meets each of them.
 */
export function megaRates(works: readonly Work[]): readonly number[] {
  const sizes = works.map(sizeOf);
  const rates = works.map(() => [] as number[]);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, work] of works.entries()) {
      const calls = sizes[index] ?? 1;
      rates[index]?.push(calls / msOf(work, calls) / 1000);
    }
  }
  return rates.map((own) => Math.max(...own));
}

const samples = 5;

/**
 * How many calls fill a round; found by doubling, which warms them up too. A stall of the machine
 * makes a few calls look like many: the best of several samples sizes the round.
 */
function sizeOf(work: Work): number {
  for (let calls = 1; ; calls *= 2) {
    if (msOf(work, calls) <= roundMs / 4) continue;
    const ms = Math.min(...Array.from({ length: samples }, () => msOf(work, calls)));
    if (ms > roundMs / 8) return Math.max(1, Math.round((calls * roundMs) / ms));
  }
}

let sink = 0;

function msOf({ calls, run }: Work, count: number): number {
  const start = performance.now();
  for (let done = 0; done < count; done += calls) sink += run(Math.min(calls, count - done));
  const ms = performance.now() - start;
  // Answers that nobody looks at need not be computed.
  if (Number.isNaN(sink)) throw new Error("an answer was not a number");
  return ms;
}
