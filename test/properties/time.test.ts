import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BusinessCalendar, businessTime } from "../../src/clock.ts";
import type { RecordInput } from "../../src/schema/records.ts";
import { stretches } from "../oracle/zones.ts";
import { figuresOf, settled } from "../support/engine.ts";
import { type World, worlds } from "../support/generate.ts";
import { RUNS, RUNS_CHEAP } from "../support/settings.ts";

/** Laws of time through the public calls, in nights of changed clocks too. */

const weeks: readonly BusinessCalendar["weekly"][] = [
  { "mon-fri": ["09:00-12:00", "13:00-17:30"] },
  { "mon-sun": ["00:00-24:00"] },
  { "mon-sun": ["22:00-06:00"] },
  { "sat-mon": ["00:30-02:45", "23:15-24:00"], wed: ["02:00-03:00"] },
];

/** Two calendars of a zone, and instants around the night. */
const night = fc.record({
  stretch: fc.constantFrom(...stretches),
  weekly: fc.constantFrom(...weeks),
  other: fc.constantFrom(...weeks),
  ms: fc.array(fc.integer({ min: 0, max: 5 * 86_400_000 - 1 }), { minLength: 3, maxLength: 3 }),
  lengthMs: fc.integer({ min: 1, max: 30 * 3_600_000 }),
});

function timesOf({
  stretch,
  weekly,
  other,
  ms,
}: typeof night extends fc.Arbitrary<infer N> ? N : never) {
  const { zone } = stretch;
  const members = [
    { id: "one", zone, weekly },
    { id: "other", zone, weekly: other },
  ];
  const from = Date.parse(`${stretch.from}T00:00:00Z`);
  const [a = 0, b = 0, c = 0] = ms.toSorted((x, y) => x - y).map((at) => from + at);
  return {
    one: businessTime({ id: "one", zone, weekly }),
    wider: businessTime({ id: "both", zone, union: ["one", "other"], members }),
    ...{ a, b, c },
  };
}

describe("semantics 9: business time in the nights of the tz database", () => {
  it("elapsed time is additive, and 0 for reversed arguments", () => {
    fc.assert(
      fc.property(night, (made) => {
        const { one, a, b, c } = timesOf(made);
        expect(one.elapsedMs(a, b) + one.elapsedMs(b, c)).toBe(one.elapsedMs(a, c));
        expect(one.elapsedMs(c, a)).toBe(0);
      }),
      { numRuns: RUNS_CHEAP },
    );
  });

  it("a due is the inverse of elapsed time, forwards and backwards", () => {
    fc.assert(
      fc.property(night, (made) => {
        const { one, a } = timesOf(made);
        const span = { business: `PT${made.lengthMs / 1000}S` };
        const due = one.dueAt(a, span);
        expect(one.elapsedMs(a, due)).toBe(made.lengthMs);
        expect(one.elapsedMs(a, due - 1)).toBe(made.lengthMs - 1);
        const start = one.before(due, span);
        expect(one.elapsedMs(start, due)).toBe(made.lengthMs);
        expect(start).toBeGreaterThanOrEqual(a);
      }),
      { numRuns: RUNS_CHEAP },
    );
  });

  it("a wider calendar is never later, and counts no less", () => {
    fc.assert(
      fc.property(night, (made) => {
        const { one, wider, a, c } = timesOf(made);
        const span = { business: `PT${made.lengthMs / 1000}S` };
        expect(wider.dueAt(a, span)).toBeLessThanOrEqual(one.dueAt(a, span));
        expect(wider.elapsedMs(a, c)).toBeGreaterThanOrEqual(one.elapsedMs(a, c));
      }),
      { numRuns: RUNS_CHEAP },
    );
  });
});

/** Some events of each ticket as rows of their own, one of them twice. */
function split(world: World, isOwn: (n: number) => boolean): RecordInput[] {
  let n = 0;
  return world.rows.flatMap((row): RecordInput[] => {
    if (row.type !== "ticket") return [row];
    const events = (row.events ?? []).map((happened) => ({ happened, isOwn: isOwn(n++) }));
    const own = events
      .filter((one) => one.isOwn)
      .map(
        ({ happened }, index): RecordInput => ({
          ...{ type: "event", id: `${row.id}-${index}`, ticket: row.id, happened },
        }),
      );
    const kept = events.filter((one) => !one.isOwn).map(({ happened }) => happened);
    return [...own.slice(0, 1), { ...row, events: kept }, ...own];
  });
}

describe("semantics 10, 16, 40: the rows of tickets", () => {
  const tickets = worlds({ outages: 0, tickets: 8 });

  it("an event in a row of its own, and twice, changes no figure", () => {
    fc.assert(
      fc.property(tickets, fc.integer({ min: 1, max: 3 }), (world, every) => {
        const rows = split(world, (n) => n % every === 0);
        expect(figuresOf(settled({ ...world, rows }))).toEqual(figuresOf(settled(world)));
      }),
      { numRuns: RUNS },
    );
  });

  it("the populations of two halves add up to that of the whole", () => {
    fc.assert(
      fc.property(tickets, fc.integer({ min: 2, max: 3 }), (world, every) => {
        const rowsOf = (isFirst: boolean) =>
          world.rows.filter((row) => row.type !== "ticket" || isIn(row.id, every) === isFirst);
        const halves = [true, false].map((isFirst) => settled({ ...world, rows: rowsOf(isFirst) }));
        for (const { id, population, misses } of settled(world).results) {
          if (population === undefined) continue;
          const own = halves.map(({ results }) => results.find((one) => one.id === id));
          const sum = (key: keyof typeof population) =>
            own.reduce((total, one) => total + (one?.population?.[key] ?? 0), 0);
          const found = Object.fromEntries(
            (Object.keys(population) as (keyof typeof population)[]).map((key) => [key, sum(key)]),
          );
          expect(found).toEqual(population);
          expect(own.flatMap((one) => one?.misses.ids ?? []).sort()).toEqual(
            [...misses.ids].sort(),
          );
        }
      }),
      { numRuns: RUNS },
    );
  });
});

function isIn(id: string, every: number): boolean {
  return [...id].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % every === 0;
}

const script = `
import { businessTime } from "./src/clock.ts";
import { stretches } from "./test/oracle/zones.ts";
const weekly = { "mon-fri": ["09:00-17:30"], "sat-sun": ["22:00-02:30"] };
const found = stretches.map(({ zone, from }) => {
  const hours = businessTime({ id: "hours", zone, weekly, holidays: [{ yearly: "10-25" }] });
  const start = Date.parse(from + "T00:00:00Z");
  return Array.from({ length: 48 }, (_, n) => {
    const at = start + n * 9_000_000;
    return [hours.elapsedMs(start, at), hours.dueAt(at, { business: "PT7H" }),
      hours.dueAt(at, { businessDays: 2, by: "12:30" }), hours.previousClosing(at), hours.isOpen(at)];
  });
});
process.stdout.write(JSON.stringify(found));
`;

it("semantics 2, 39: zone and language of the host change no answer of a calendar", async () => {
  const folder = mkdtempSync(join(tmpdir(), "makegood-time-"));
  const outfile = join(folder, "time.cjs");
  const resolveDir = fileURLToPath(new URL("../..", import.meta.url));
  const stdin = { contents: script, resolveDir, loader: "ts", sourcefile: "time.ts" } as const;
  await build({
    stdin,
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile,
    logLevel: "silent",
  });
  const under = (host: Readonly<Record<string, string>>) =>
    execFileSync(process.execPath, [outfile], {
      env: { PATH: process.env.PATH ?? "", ...host },
      encoding: "utf8",
    });
  const plain = under({ TZ: "UTC", LANG: "C" });
  expect(plain.length).toBeGreaterThan(10_000);
  for (const TZ of ["Pacific/Apia", "America/St_Johns", "Europe/Berlin", "Africa/Casablanca"])
    expect(under({ TZ, LANG: "tr_TR.UTF-8", LC_ALL: "ar_EG.UTF-8" })).toBe(plain);
  rmSync(folder, { recursive: true, force: true });
});
