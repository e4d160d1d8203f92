import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lengthIn, setMeasure } from "../../src/core/set-measure.ts";
import { breakdown, parseContract, parseRecords } from "../../src/index.ts";
import { intervalSetOf, subtract } from "../../src/time/interval-set.ts";
import type { Database } from "./databases/database.ts";
import { duckdb } from "./databases/duckdb.ts";
import { type Installed, installDatabases } from "./databases/install.ts";
import { postgres } from "./databases/postgres.ts";
import {
  type Columns,
  monthStarts,
  type OutageWorld,
  outageContract,
  outageRows,
  outageWorld,
  year,
} from "./outage-world.ts";
import type { Row } from "./report.ts";

/**
 * Outages less maintenance, by month and service: the library's sets and its `breakdown`, beside two
 * databases. Every total must agree to the millisecond before anything is timed.
 */

const [outages, maintenance, rounds] = [1_000_000, 10_000, 3];
/** How many times as fast as a database the library must be. */
const least = { PostgreSQL: 10, DuckDB: 3 };

export async function outagesRows(root: string): Promise<readonly Row[]> {
  const installed = installDatabases(root);
  const rows: Row[] = [];
  for (const services of [1, 1_000]) {
    const folder = mkdtempSync(join(tmpdir(), "makegood-bench-"));
    const world = outageWorld(services, outages, maintenance);
    const databases = await databasesOf(installed, world, folder);
    try {
      rows.push(...(await compared(world, databases)));
    } finally {
      for (const { close } of databases) await close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return rows;
}

/** Those that can be had; a line says why one cannot. */
async function databasesOf(
  installed: Installed | undefined,
  world: OutageWorld,
  folder: string,
): Promise<readonly Database[]> {
  if (installed === undefined) return [];
  const { load, postgresHome } = installed;
  const makers: Readonly<Record<string, () => Promise<Database>>> = {
    DuckDB: () => duckdb(load, world, folder),
    PostgreSQL: () => {
      if (postgresHome === undefined) throw new Error("it has no package for this platform");
      return postgres(load, world, folder, postgresHome);
    },
  };
  const found: Database[] = [];
  for (const [name, make] of Object.entries(makers)) {
    try {
      found.push(await make());
    } catch (error) {
      console.log(`no row compares with ${name}: ${String(error).slice(0, 500)}`);
    }
  }
  return found;
}

type Work = () => Float64Array | Promise<Float64Array>;

async function compared(
  world: OutageWorld,
  databases: readonly Database[],
): Promise<readonly Row[]> {
  const ours = ownWorks(world);
  const works: readonly (readonly [string, Work])[] = [
    ...ours.map(({ name, work }) => [name, work] as const),
    ...databases.map(({ name, totals }) => [name, totals] as const),
  ];
  const [first, ...others] = await Promise.all(works.map(([, work]) => work()));
  for (const [index, totals] of others.entries())
    if (first === undefined || !totals.every((ms, place) => ms === first[place]))
      throw new Error(`${works[index + 1]?.[0]} and ${works[0]?.[0]} differ`);
  const times = await fastest(works);
  const all = first?.reduce((sum, ms) => sum + ms, 0) ?? Number.NaN;
  console.log(`${world.services} services: all ${works.length} ways come to ${all} ms of downtime`);
  return ours.flatMap(({ name, method, isHeld }) =>
    rowsOf(world, { name, method, isHeld }, databases, times),
  );
}

function rowsOf(
  { services }: OutageWorld,
  { name, method, isHeld }: Omit<Own, "work">,
  databases: readonly Database[],
  times: ReadonlyMap<string, number>,
): readonly Row[] {
  const own = times.get(name) ?? Number.NaN;
  const what = `1 M outages − 10 k works, ${services === 1 ? "1 service" : "1,000 services"}: ${name}`;
  return [
    { what, method, value: own, unit: "ms" },
    ...databases.map(({ name: database }): Row => {
      const theirs = times.get(database) ?? Number.NaN;
      const [kind = ""] = database.split(" ");
      return {
        what: `${what} ÷ ${kind}`,
        method: `${database} ÷ ours, the fastest of ${rounds} in turns, ${theirs.toFixed(0)} ms ÷ ${own.toFixed(0)} ms`,
        value: theirs / own,
        unit: "×",
        ...(isHeld ? { least: least[kind as keyof typeof least] } : {}),
      };
    }),
  ];
}

/** In turns; others on the machine can only take time away. */
async function fastest(
  works: readonly (readonly [string, Work])[],
): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, work] of works) {
      const start = performance.now();
      await work();
      times.set(name, Math.min(times.get(name) ?? Infinity, performance.now() - start));
    }
  }
  return times;
}

interface Own {
  readonly name: string;
  readonly method: string;
  /** Whether the bars hold for it. */
  readonly isHeld: boolean;
  readonly work: () => Float64Array;
}

function ownWorks(world: OutageWorld): readonly Own[] {
  const contract = parseContract(outageContract(world.services));
  const records = parseRecords(outageRows(world), contract);
  const call = { contract, records, period: year.label, by: "month" } as const;
  return [
    {
      name: "sets",
      method: "columns in the order of a log → sets by service → differences → ms by month",
      isHeld: true,
      work: () => setTotals(world),
    },
    {
      name: "breakdown",
      method:
        "parsed records → breakdown by month: exclusions with their conditions, every class of time",
      isHeld: false,
      work() {
        const { results } = breakdown({ ...call, asOf: year.end + 86_400_000 });
        const totals = new Float64Array(world.services * 12);
        for (const [service, { rows }] of results.entries())
          for (const [month, { classes }] of rows.entries())
            for (const one of classes)
              if (one.class === "down") totals[service * 12 + month] = Number(one.ms);
        return totals;
      },
    },
  ];
}

function setTotals(world: OutageWorld): Float64Array {
  const down = byService(world.outages, world.services);
  const works = byService(world.maintenance, world.services);
  const totals = new Float64Array(world.services * 12);
  for (const [service, spans] of down.entries()) {
    const work = works[service] as Spans;
    const left = subtract(
      intervalSetOf(spans.start, spans.end),
      intervalSetOf(work.start, work.end),
    );
    const measure = setMeasure(left);
    for (let month = 0; month < 12; month += 1)
      totals[service * 12 + month] = lengthIn(
        measure,
        monthStarts[month] as number,
        monthStarts[month + 1] as number,
      );
  }
  return totals;
}

type Spans = Pick<Columns, "start" | "end">;

/** A counting sort: the spans of each service in the order in which they came. */
function byService({ service, start, end }: Columns, services: number): readonly Spans[] {
  const begins = new Uint32Array(services + 1);
  for (const one of service) begins[one + 1] = (begins[one + 1] as number) + 1;
  for (let one = 0; one < services; one += 1)
    begins[one + 1] = (begins[one + 1] as number) + (begins[one] as number);
  const [starts, ends] = [new Float64Array(start.length), new Float64Array(start.length)];
  const next = begins.slice();
  for (let row = 0; row < start.length; row += 1) {
    const one = service[row] as number;
    const place = next[one] as number;
    next[one] = place + 1;
    starts[place] = start[row] as number;
    ends[place] = end[row] as number;
  }
  return Array.from({ length: services }, (_, one) => {
    const [first, beyond] = [begins[one], begins[one + 1]];
    return { start: starts.subarray(first, beyond), end: ends.subarray(first, beyond) };
  });
}
