import type { Mutant } from "./instrument.ts";
import { askOf, type Baseline, type Known, perRun } from "./plan.ts";
import type { Runner } from "./pool.ts";
import type { Fate } from "./report.ts";

/** The tables of the zones, once made, stay: what is changed in their making is asked in a new instance. */
const zones = "src/time/";

export type Judge = (mutant: Mutant) => Promise<Fate>;

/** What is hoped of a test before it noticed anything in the file. */
const NAMESAKE = 0.5;
const STRANGER = 0.02;
/** After so many tests of one file the hope in its others is half. */
const A_FEW = 5;

/** "tiers" of "src/core/tiers.ts" and of "test/rules/tiers.test.ts". */
function wordOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).split(".", 1)[0] ?? path;
}

/** Asks tests about mutants, and learns from their answers whom to ask first. */
export function judge(
  { tests, meetings, testLimitMs }: Baseline,
  { run }: Runner,
  patienceMs: number,
): Judge {
  const unfit = new Set<number>();
  const killers = new Map<string, Map<number, number>>();
  const testsIn = new Map<string, Known[]>();
  for (const test of tests) {
    const list = testsIn.get(test.file);
    if (list === undefined) testsIn.set(test.file, [test]);
    else list.push(test);
  }

  /** The quick ones first that noticed much in this file, or bear its name; of each test file a few. */
  const ordered = (numbers: readonly number[], file: string): readonly Known[] => {
    const kills = killers.get(file);
    const word = wordOf(file);
    const before = new Map<string, number>();
    const ranked = numbers.flatMap((number) => {
      const test = tests[number];
      if (test === undefined || unfit.has(number)) return [];
      const count = before.get(test.file) ?? 0;
      before.set(test.file, count + 1);
      const hope = (wordOf(test.file) === word ? NAMESAKE : STRANGER) / (1 + count / A_FEW);
      return [{ test, rank: ((kills?.get(number) ?? 0) + hope) / (test.ms + 0.3) }];
    });
    return ranked.sort((a, b) => b.rank - a.rank).map(({ test }) => test);
  };
  const learn = (file: string, { number }: Known) => {
    const kills = killers.get(file) ?? new Map<number, number>();
    killers.set(file, kills);
    kills.set(number, (kills.get(number) ?? 0) + 1);
  };
  const askedOf = async (
    mutant: Mutant,
    isFresh: boolean,
    numbers: readonly number[],
  ): Promise<Fate> => {
    const { id, file } = mutant;
    const list = ordered(numbers, file);
    const asks = list.map(askOf);
    const job = {
      kind: "try",
      mutant: id,
      isFresh,
      emptying: perRun,
      tests: asks,
      patienceMs,
    } as const;
    for (let spoiled: Known | undefined; ; ) {
      const verdict = await run(job, testLimitMs);
      if (verdict === "timeout") return "timeout";
      if (verdict.kind === "spoiled") {
        const test = list[verdict.by];
        // In a new instance once more: it does not go beside the tests of other files.
        if (test !== undefined && test === spoiled) {
          unfit.add(test.number);
          return askedOf(mutant, isFresh, numbers);
        }
        spoiled = test;
        continue;
      }
      if (verdict.kind !== "killed") return verdict.kind;
      const killer = list[verdict.by];
      if (killer !== undefined) learn(file, killer);
      return verdict.isEndless ? "timeout" : "killed";
    }
  };

  return async (mutant) => {
    const { tests: meeting, files } = meetings[mutant.id] ?? { tests: [], files: [] };
    if (meeting.length === 0 && files.length === 0) return "unmet";
    const leavesMarks = mutant.file.startsWith(zones);
    const fate =
      meeting.length === 0 || leavesMarks ? "survived" : await askedOf(mutant, false, meeting);
    if (fate !== "survived" || (files.length === 0 && !leavesMarks)) return fate;
    // Awake from the first line on: what a file computes before its tests may come out otherwise.
    const all = files.flatMap((file) => (testsIn.get(file) ?? []).map(({ number }) => number));
    return askedOf(mutant, true, [...new Set([...all, ...meeting])]);
  };
}
