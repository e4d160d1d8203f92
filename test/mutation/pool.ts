import { Worker } from "node:worker_threads";
import type { Answer, Job, Setup } from "./worker.ts";

/** What became of a job: its answer, or that it never ended or took all memory. */
export type Outcome = Answer | "timeout";

export interface Runner {
  readonly run: (job: Job, limitMs: number) => Promise<Outcome>;
  readonly end: () => Promise<void>;
}

const MEMORY_MB = 3_000;
/** What waits for something that never comes takes no time of the processor: it ends after so long. */
const IDLE_TIMES = 20;

/** One worker, started anew whenever a mutant kills it. */
export function runner(path: string, setup: Setup): Runner {
  let worker: Promise<Worker> | undefined;

  const started = () =>
    new Promise<Worker>((resolve, reject) => {
      const limits = { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } };
      const made = new Worker(path, { workerData: setup, ...limits });
      made.once("message", () => resolve(made));
      // Later, one that is being ended may still fail: nobody waits for it any more.
      made.on("error", reject);
    });

  const run = async (job: Job, limitMs: number) => {
    worker ??= started();
    const current = await worker;
    const outcome = await answerOf(current, job, limitMs);
    if (outcome === "timeout") {
      worker = undefined;
      await current.terminate();
    }
    return outcome;
  };
  const end = async () => {
    await (await worker)?.terminate();
  };
  return { run, end };
}

/** Time of the processor, not of the clock: a busy machine makes no mutant endless. */
export function spentMs(begun: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1_000;
}

function answerOf(worker: Worker, job: Job, limitMs: number): Promise<Outcome> {
  const begun = process.cpuUsage();
  const start = performance.now();
  return new Promise((resolve) => {
    const finish = (outcome: Outcome) => {
      clearTimeout(timer);
      worker.off("message", finish).off("error", died).off("exit", died);
      resolve(outcome);
    };
    let timer = setTimeout(look, limitMs);
    function look() {
      const leftMs = limitMs - spentMs(begun);
      const waits = performance.now() - start < IDLE_TIMES * limitMs;
      if (leftMs > 0 && waits) timer = setTimeout(look, leftMs);
      else finish("timeout");
    }
    const died = () => finish("timeout");
    worker.on("message", finish).on("error", died).on("exit", died);
    worker.postMessage(job);
  });
}
