import { readFileSync } from "node:fs";
import { Script } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import fc from "fast-check";
import { allPass, harness, type Test } from "./harness.ts";
import { SWITCH } from "./instrument.ts";

/**
 * Runs test files over and over, each time from the first line, so that nothing which one mutant
 * spoiled is left for the next. Never run by itself: `pool.ts` starts it.
 */

export interface Setup {
  readonly packages: readonly string[];
  readonly mutants: number;
  readonly seed: number;
}

/** Which tests of which file to run under which mutant; none: run all and tell what they meet. */
export interface Job {
  readonly script: string;
  readonly mutant?: number;
  /** Places of tests in their file; without them all. */
  readonly tests?: readonly number[];
}

export interface Answer {
  readonly passed: boolean;
  readonly ms: number;
  /** What was met: by the file's own lines (-1) or a test. Only of a run without a mutant. */
  readonly met: readonly { readonly test: number; readonly mutants: readonly number[] }[];
  readonly testMs: readonly number[];
}

type Wrapped = (require: unknown, module: object, exports: object, asks: Asks) => void;
type Asks = (mutant: number) => boolean;

const { packages, mutants, seed } = workerData as Setup;
fc.configureGlobal({ seed });
const loaded = new Map<string, unknown>();
const scripts = new Map<string, Wrapped>();
const seen = new Uint8Array(mutants);

function compiled(script: string): Wrapped {
  const known = scripts.get(script);
  if (known !== undefined) return known;
  const text = `(function (require, module, exports, ${SWITCH}) {${readFileSync(script, "utf8")}\n})`;
  const made = new Script(text, { filename: script }).runInThisContext() as Wrapped;
  scripts.set(script, made);
  return made;
}

function evaluated(script: string, active: number | undefined): readonly Test[] {
  const { vitest, tests } = harness();
  const require = (name: string) => (name === "vitest" ? vitest : loaded.get(name));
  const module = { exports: {} };
  const asks = (mutant: number) => {
    seen[mutant] = 1;
    return mutant === active;
  };
  compiled(script)(require, module, module.exports, asks);
  return tests;
}

function takeSeen(): readonly number[] {
  const ids = [...seen.keys()].filter((id) => seen[id] === 1);
  seen.fill(0);
  return ids;
}

async function answered({ script, mutant, tests: wanted }: Job): Promise<Answer> {
  const start = performance.now();
  const isFirst = mutant === undefined;
  const met: { test: number; mutants: readonly number[] }[] = [];
  const testMs: number[] = [];
  let passed = false;
  try {
    const tests = evaluated(script, mutant);
    if (isFirst) met.push({ test: -1, mutants: takeSeen() });
    let before = performance.now();
    const done = () => {
      const now = performance.now();
      testMs.push(now - before);
      if (isFirst) met.push({ test: testMs.length - 1, mutants: takeSeen() });
      before = performance.now();
    };
    const chosen = wanted === undefined ? tests : tests.filter((_, at) => wanted.includes(at));
    passed = await allPass(chosen, done);
  } catch {
    // The file itself fails under this mutant.
  }
  return { passed, ms: performance.now() - start, met, testMs };
}

for (const name of packages) {
  if (name === "vitest") continue;
  const namespace = (await import(name)) as object;
  loaded.set(name, { __esModule: true, ...namespace });
}
process.on("unhandledRejection", () => undefined);
parentPort?.on("message", (job: Job) => {
  void answered(job).then((answer) => parentPort?.postMessage(answer));
});
parentPort?.postMessage("ready");
