import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundled } from "./bundles.ts";
import type { Mutant } from "./instrument.ts";
import { type Judge, judge } from "./judge.ts";
import { type Options, optionsOf } from "./options.ts";
import { baseline, drawn } from "./plan.ts";
import { runner } from "./pool.ts";
import { isDead, type Judged, lineOf, reportOf, scoreOf } from "./report.ts";

/**
 * `npm run mutation`: how many small changes of the code the tests notice. It informs and never
 * fails. Every test file is bundled once with all mutants asleep in it; each mutant then runs the
 * tests that meet it, the quickest file first, until one fails. See docs/mutation.md.
 */

const root = process.cwd();

/**
 * Not asked: tests of what surrounds the engine, those that start processes, and the oracles and laws,
 * which take minutes each. The score is what the others notice alone.
 */
const others =
  /^test\/(cli|node|bench|data|oracle|properties|adapters)\/|^test\/(architecture|package|public-api|docs|json-schemas|hosts)\.test\.ts$|(bundle|property)\.test\.ts$/;
const PRINT_EVERY = 100;

function testFiles(starts: readonly string[]): readonly string[] {
  return readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts") && !name.includes("node_modules"))
    .map((name) => `test/${name}`)
    .filter((path) => !others.test(path) && starts.some((start) => path.startsWith(start)))
    .sort();
}

async function judgedBy(
  judges: readonly Judge[],
  mutants: readonly Mutant[],
  ended: AbortSignal,
): Promise<readonly Judged[]> {
  const queue = [...mutants].reverse();
  const judged: Judged[] = [];
  const work = async (fateOf: Judge) => {
    for (let mutant = queue.pop(); mutant !== undefined && !ended.aborted; mutant = queue.pop()) {
      const fate = await fateOf(mutant);
      judged.push({ mutant, fate });
      if (!isDead({ mutant, fate })) console.error(lineOf({ mutant, fate }));
      if (judged.length % PRINT_EVERY === 0)
        console.error(`${judged.length} of ${mutants.length}: ${scoreOf(judged)} so far`);
    }
  };
  await Promise.all(judges.map(work));
  return judged.sort((a, b) => a.mutant.id - b.mutant.id);
}

/** Ctrl-C ends the run with the report of what was run: a smaller draw, where one was asked for. */
function endedEarly(): AbortSignal {
  const ending = new AbortController();
  process.once("SIGINT", () => ending.abort());
  return ending.signal;
}

/** Told from others by all but its number, which moves when code is added. */
function isAmong(path: string): (mutant: Mutant) => boolean {
  const nameOf = ({ file, line, kind, from, to }: Mutant) =>
    JSON.stringify([file, line, kind, from, to]);
  const known = JSON.parse(readFileSync(path, "utf8")) as readonly Judged[];
  const names = new Set(known.map(({ mutant }) => nameOf(mutant)));
  return (mutant) => names.has(nameOf(mutant));
}

async function main(options: Options): Promise<void> {
  const { scope, tests, sample, seed, workers, patienceMs, again, json } = options;
  const folder = mkdtempSync(join(root, "node_modules/.cache/makegood-mutation-"));
  try {
    const inScope = (file: string) => scope.some((start) => file.startsWith(start));
    const files = testFiles(tests);
    const { script, mutants, packages } = await bundled(root, files, inScope, folder);
    const path = fileURLToPath(new URL("worker.js", import.meta.url));
    const setup = { script, packages, mutants: mutants.length, seed: 20_261_001 };
    const runners = Array.from({ length: workers }, () => runner(path, setup));
    const [first] = runners;
    if (first === undefined) return;
    const known = await baseline(files, mutants.length, first);
    console.error(
      `${known.tests.length} tests in ${files.length} files; ${mutants.length} mutants`,
    );
    for (const test of known.leftOut) console.error(`left out, it does not pass here: ${test}`);

    const pool = again === undefined ? mutants : mutants.filter(isAmong(again));
    const chosen = drawn(pool, sample, seed);
    const judged = await judgedBy(
      runners.map((one) => judge(known, one, patienceMs)),
      chosen,
      endedEarly(),
    );
    await Promise.all(runners.map(({ end }) => end()));
    console.log(reportOf(judged));
    const ofAll =
      judged.length === pool.length
        ? `all ${pool.length} mutants`
        : `a sample of ${judged.length} of ${pool.length} mutants (seed ${seed})`;
    const which = again === undefined ? "" : " that survived before";
    console.log(`mutation score of ${scope.join(", ")}: ${scoreOf(judged)} of ${ofAll}${which}`);
    if (json !== undefined)
      writeFileSync(
        json,
        JSON.stringify(
          judged.filter((one) => !isDead(one)),
          null,
          1,
        ),
      );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

await main(optionsOf(process.argv.slice(2)));
