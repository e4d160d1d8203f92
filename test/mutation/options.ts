import { parseArgs } from "node:util";

/** What `npm run mutation -- …` was asked for. */
export interface Options {
  /** Starts of paths: "src/core/", "src/rules/caps.ts". */
  readonly scope: readonly string[];
  /** Starts of paths of the test files that are asked. */
  readonly tests: readonly string[];
  /** How many mutants are drawn; without it all are run. */
  readonly sample?: number;
  /** Only the mutants of such a file as `json` names. */
  readonly again?: string;
  /** Of the draw. */
  readonly seed: number;
  readonly workers: number;
  /** No further test file is asked of a mutant after so long, in time of the processor. */
  readonly patienceMs: number;
  /** Where the survivors are written as JSON. */
  readonly json?: string;
}

const usage = `npm run mutation -- [options]
  --scope <path>     files to change, by the start of their path; may be repeated (src/core/, src/time/, src/rules/)
  --tests <path>     test files to ask, by the start of their path; may be repeated (test/)
  --sample <count>   draw so many mutants; without it all are run
  --seed <number>    of the draw (1)
  --workers <count>  processes at a time (1)
  --patience <s>     of the tests of one mutant (60)
  --json <file>      write all survivors there
  --again <file>     run only the survivors that are written there`;

/** @throws {Error} With the usage, when an option is not known or no number. */
export function optionsOf(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      scope: { type: "string", multiple: true, default: ["src/core/", "src/time/", "src/rules/"] },
      tests: { type: "string", multiple: true, default: ["test/"] },
      sample: { type: "string" },
      seed: { type: "string", default: "1" },
      workers: { type: "string", default: "1" },
      patience: { type: "string", default: "60" },
      again: { type: "string" },
      json: { type: "string" },
    },
  });
  const { scope, tests, sample, seed, workers, patience, again, json } = values;
  return {
    scope,
    tests,
    ...(sample === undefined ? {} : { sample: whole(sample) }),
    seed: whole(seed),
    workers: whole(workers),
    patienceMs: 1_000 * whole(patience),
    ...(again === undefined ? {} : { again }),
    ...(json === undefined ? {} : { json }),
  };
}

function whole(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value === 0)
    throw new Error(`a whole number above 0 is needed, found "${text}"\n${usage}`);
  return value;
}
