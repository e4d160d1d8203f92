import type { Mutant } from "./instrument.ts";
import type { Ask, Met } from "./jobs.ts";
import type { Runner } from "./pool.ts";

/** A test that passes here, with its number over all files. */
export interface Known extends Ask {
  readonly number: number;
  /** What it takes without a mutant. */
  readonly ms: number;
}

/** Who meets a mutant. */
export interface Meeting {
  /** By number: tests that meet it themselves. */
  readonly tests: readonly number[];
  /** Of these files the own lines meet it, before any test. */
  readonly files: readonly string[];
}

export interface Baseline {
  readonly tests: readonly Known[];
  /** By id of the mutant. */
  readonly meetings: readonly Meeting[];
  /** Files and tests ("file #3") that do not pass here even unchanged; what they test is asked of the others alone. */
  readonly leftOut: readonly string[];
  /** How long one test may take. */
  readonly testLimitMs: number;
}

/** Modules whose growing tables are keyed by objects of one run: emptied in no time. */
export const perRun = ["src/core/", "src/rules/", "src/clock/"];
const BASELINE_LIMIT_MS = 300_000;
/** A mutant may take longer than the code does unchanged before it counts as endless. */
const SLACK_MS = 5_000;
const TIMES_SLOWER = 4;

/** Runs every test once as it is, alone, and notes which mutants it meets. */
export async function baseline(
  files: readonly string[],
  mutants: number,
  { run }: Runner,
): Promise<Baseline> {
  const known: (Known & { met: Met })[] = [];
  const loadings: { file: string; met: Met }[] = [];
  const leftOut: string[] = [];
  for (const file of files) {
    const recorded = await run({ kind: "record", file, emptying: perRun }, BASELINE_LIMIT_MS);
    if (recorded === "timeout" || recorded.loading === null) {
      leftOut.push(file);
      continue;
    }
    const { loading } = recorded;
    loadings.push({ file, met: loading });
    for (const [at, { failure, ...met }] of recorded.tests.entries()) {
      const switches = met.switches + loading.switches;
      if (failure === null)
        known.push({ file, at, switches, ms: met.ms, number: known.length, met });
      else leftOut.push(`${file} #${at}: ${failure}`);
    }
  }
  return {
    tests: known.map(({ met: _, ...one }) => one),
    meetings: meetingsOf(mutants, known, loadings),
    leftOut,
    testLimitMs: SLACK_MS + TIMES_SLOWER * Math.max(0, ...known.map(({ ms }) => ms)),
  };
}

export const askOf = ({ file, at, switches }: Ask): Ask => ({ file, at, switches });

function meetingsOf(
  mutants: number,
  tests: readonly { readonly number: number; readonly met: Met }[],
  loadings: readonly { readonly file: string; readonly met: Met }[],
): readonly Meeting[] {
  const meetings = Array.from({ length: mutants }, () => ({
    tests: [] as number[],
    files: [] as string[],
  }));
  for (const { number, met } of tests)
    for (const mutant of met.mutants) meetings[mutant]?.tests.push(number);
  for (const { file, met } of loadings)
    for (const mutant of met.mutants) meetings[mutant]?.files.push(file);
  return meetings;
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
