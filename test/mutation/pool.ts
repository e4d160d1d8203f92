import { Worker } from "node:worker_threads";
import { type AnswerOf, GOES_ON, type Job, type Setup } from "./jobs.ts";

export interface Runner {
  /** @returns "timeout" when a test neither ended nor failed in so long, or took all memory. */
  readonly run: <J extends Job>(job: J, testLimitMs: number) => Promise<AnswerOf<J> | "timeout">;
  readonly end: () => Promise<void>;
}

const MEMORY_MB = 6_000;
/** What waits for something that never comes takes no time of the processor: it ends after so long. */
const IDLE_TIMES = 20;
const LOOK_MS = 500;

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

  const run: Runner["run"] = async (job, testLimitMs) => {
    worker ??= started();
    const current = await worker;
    const outcome = await answerOf(current, job, testLimitMs);
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
function spentMs(begun: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1_000;
}

function answerOf<J extends Job>(
  worker: Worker,
  job: J,
  testLimitMs: number,
): Promise<AnswerOf<J> | "timeout"> {
  let begun = process.cpuUsage();
  let start = performance.now();
  return new Promise((resolve) => {
    const finish = (outcome: AnswerOf<J> | "timeout") => {
      clearInterval(timer);
      worker.off("message", heard).off("error", died).off("exit", died);
      resolve(outcome);
    };
    const timer = setInterval(() => {
      const idles = performance.now() - start > IDLE_TIMES * testLimitMs;
      if (idles || spentMs(begun) > testLimitMs) finish("timeout");
    }, LOOK_MS);
    const heard = (message: AnswerOf<J> | typeof GOES_ON) => {
      begun = process.cpuUsage();
      start = performance.now();
      if (message !== GOES_ON) finish(message);
    };
    const died = () => finish("timeout");
    worker.on("message", heard).on("error", died).on("exit", died);
    worker.postMessage(job);
  });
}
