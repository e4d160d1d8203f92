/** What `explain` says of one cycle, taken back out of its words. */
export interface Answer {
  readonly commitment: string;
  readonly state: string;
  readonly dueMs: number | undefined;
  readonly countedMs: number;
  readonly breachedMs: number | undefined;
  readonly lateMs: number;
}

const units: Readonly<Record<string, number>> = { h: 3_600_000, min: 60_000, s: 1000, ms: 1 };

/** "resolution/desk/2026-10: late: opened …, due …, stopped …; 5000 ms counted of …; breached …". */
export function answerFrom(effect: string): Answer {
  const [, commitment = "", told = ""] = /^([a-zA-Z]+)[^:]*: ([a-z-]+):? /.exec(effect) ?? [];
  // Evidence has one word for all that is undecided, and a sentence for what is not counted.
  const notCounted = /not counted \(([a-z-]+)\)/.exec(effect)?.[1];
  const isPaused = notCounted === "no-due-yet" && effect.includes("it waits");
  const state = told === "open" ? "running" : isPaused ? "paused" : (notCounted ?? told);
  const stamp = (word: string) => {
    const found = new RegExp(`${word} (\\d{4}-[^,; ]+)`).exec(effect)?.[1];
    return found === undefined ? undefined : Date.parse(found);
  };
  const counted = /; ([^;]*?) counted/.exec(effect)?.[1] ?? "0 s";
  const dueMs = stamp("due");
  const stoppedMs = stamp("stopped");
  const isLate = state === "late" || state === "open-late";
  const breachedMs = stamp("breached") ?? (isLate ? dueMs : undefined);
  const late = /late by (\d+) ms/.exec(effect)?.[1];
  const lateMs =
    late === undefined ? (stoppedMs ?? 0) - (breachedMs ?? stoppedMs ?? 0) : Number(late);
  return { commitment, state, dueMs, countedMs: lengthOf(counted), breachedMs, lateMs };
}

function lengthOf(text: string): number {
  let ms = 0;
  for (const [, count = "0", unit = ""] of text.matchAll(/([\d.]+) (h|min|ms|s)\b/g))
    ms += Math.round(Number(count) * (units[unit] ?? 0));
  return ms;
}
