import { parentPort, workerData } from "node:worker_threads";
import fc from "fast-check";
import { failureOf } from "./harness.ts";
import { type Instance, packagesOf, scriptOf } from "./instance.ts";
import {
  type AnswerOf,
  GOES_ON,
  type Job,
  type Met,
  type Recorded,
  type Recording,
  type Setup,
  type Trial,
  type Verdict,
} from "./jobs.ts";

/**
 * Runs tests under one mutant after the other. Never run by itself: `pool.ts` starts it.
 *
 * One instance of all the code stays loaded and warm. What its tables hold is emptied before each
 * test, and a test that fails is run again without the mutant: if it fails then too, it was the
 * instance that was spoiled, and not the mutant that was noticed.
 */

const SLACK_SWITCHES = 2_000_000;
const TIMES_MORE = 20;

const { script, packages, mutants, seed } = workerData as Setup;
fc.configureGlobal({ seed, endOnFailure: true });
const made = scriptOf(script, await packagesOf(packages));

let warm: Instance | undefined;

async function recorded({ file, emptying }: Recording): Promise<Recorded> {
  const instance = made(new Uint8Array(mutants));
  const met = (start: number): Met => ({
    mutants: instance.takeSeen(),
    switches: instance.asked(),
    ms: performance.now() - start,
  });
  const tests: (Met & { failure: string | null })[] = [];
  let start = performance.now();
  instance.wake(undefined, Infinity);
  const list = instance.testsOf(file);
  if (list === null) return { loading: null, tests };
  const loading = met(start);
  for (const test of list) {
    instance.empty(emptying);
    instance.wake(undefined, Infinity);
    start = performance.now();
    const failure = await failureOf(test);
    tests.push({ ...met(start), failure });
  }
  return { loading, tests };
}

function loaded(): Instance {
  warm ??= made();
  return warm;
}

async function tried(job: Trial): Promise<Verdict> {
  const begun = process.cpuUsage();
  const instance = job.isFresh ? made() : loaded();
  for (const [by, ask] of job.tests.entries()) {
    const { user, system } = process.cpuUsage(begun);
    if (user + system > 1_000 * job.patienceMs) return { kind: "unfinished" };
    parentPort?.postMessage(GOES_ON);
    const limit = SLACK_SWITCHES + TIMES_MORE * ask.switches;
    instance.wake(job.isFresh ? job.mutant : undefined, limit);
    const test = instance.testsOf(ask.file)?.[ask.at];
    const fails = async (mutant: number | undefined) => {
      instance.empty(job.emptying);
      instance.wake(mutant, limit);
      return test === undefined || (await failureOf(test)) !== null;
    };
    if (!(await fails(job.mutant))) continue;
    const isEndless = instance.isEndless();
    if (job.isFresh || !(await fails(undefined))) return { kind: "killed", by, isEndless };
    warm = undefined;
    return { kind: "spoiled", by };
  }
  return { kind: "survived" };
}

async function answered(job: Job): Promise<AnswerOf<Job>> {
  switch (job.kind) {
    case "record":
      return recorded(job);
    case "try":
      return tried(job);
  }
}

process.on("unhandledRejection", () => undefined);
parentPort?.on("message", (job: Job) => {
  void answered(job).then((answer) => parentPort?.postMessage(answer));
});
parentPort?.postMessage(GOES_ON);
