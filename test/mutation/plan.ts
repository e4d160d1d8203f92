import type { Bundle } from "./bundles.ts";
import type { Mutant } from "./instrument.ts";
import type { Outcome, Runner } from "./pool.ts";

/** The tests of one file that meet a mutant. */
export interface Trial {
  readonly bundle: Bundle;
  /** Without it all of the file: its own lines meet the mutant before any test. */
  readonly tests?: readonly number[];
  /** What they take without a mutant. */
  readonly ms: number;
}

export interface Baseline {
  /** By id of the mutant, the quickest first. */
  readonly trials: ReadonlyMap<number, readonly Trial[]>;
  readonly tests: number;
  /** Test files that do not pass here even unchanged; what they test is asked of the others alone. */
  readonly leftOut: readonly string[];
}

const BASELINE_LIMIT_MS = 120_000;

/** Runs every file once as it is, and notes which tests meet which mutants. */
export async function baseline(bundles: readonly Bundle[], runner: Runner): Promise<Baseline> {
  const trials = new Map<number, Trial[]>();
  const leftOut: string[] = [];
  let count = 0;
  for (const bundle of bundles) {
    const outcome = await runner.run({ script: bundle.script }, BASELINE_LIMIT_MS);
    if (outcome === "timeout" || !outcome.passed) {
      leftOut.push(bundle.test);
      continue;
    }
    count += outcome.testMs.length;
    for (const [mutant, trial] of trialsOf(bundle, outcome)) {
      const known = trials.get(mutant);
      if (known === undefined) trials.set(mutant, [trial]);
      else known.push(trial);
    }
  }
  for (const list of trials.values()) list.sort((a, b) => a.ms - b.ms);
  return { trials, tests: count, leftOut };
}

function trialsOf(
  bundle: Bundle,
  { met, testMs, ms }: Exclude<Outcome, "timeout">,
): ReadonlyMap<number, Trial> {
  const loadMs = ms - testMs.reduce((sum, one) => sum + one, 0);
  const found = new Map<number, Trial>();
  for (const { test, mutants } of met) {
    for (const mutant of mutants) {
      if (test === -1) {
        found.set(mutant, { bundle, ms });
        continue;
      }
      const known = found.get(mutant);
      if (known !== undefined && known.tests === undefined) continue;
      const tests = [...(known?.tests ?? []), test];
      found.set(mutant, { bundle, tests, ms: (known?.ms ?? loadMs) + (testMs[test] ?? 0) });
    }
  }
  return found;
}

/** So many of the mutants, drawn by a seed: a run that is ended early has run a smaller draw. */
export function drawn(
  mutants: readonly Mutant[],
  count: number | undefined,
  seed: number,
): readonly Mutant[] {
  if (count === undefined || count >= mutants.length) return mutants;
  const ranked = mutants.map((mutant) => ({ mutant, rank: scattered(mutant.id, seed) }));
  ranked.sort((a, b) => a.rank - b.rank);
  return ranked.slice(0, count).map(({ mutant }) => mutant);
}

/** A number below 2³² that looks like chance (the mixing step of MurmurHash3). */
function scattered(id: number, seed: number): number {
  let mixed = Math.imul(id + 1, 0x9e3779b1) ^ Math.imul(seed, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
