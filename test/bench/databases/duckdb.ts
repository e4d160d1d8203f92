import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { monthStarts, type OutageWorld } from "../outage-world.ts";
import type { Load } from "../peers/peer.ts";
import { csvOf, type Database, totalsOf } from "./database.ts";

/**
 * One walk over all starts and ends: how many outages and how much work run at each of them. Every
 * month begins with an event of its own, so that no stretch lies in two. One key of service and
 * instant sorts faster than a partition by service: each service ends with nothing running.
 */
const sweep = `
  with event as (
    select service * 4398046511104 + start as place, 1 as outages, 0 as works, 0 as months from outage
    union all select service * 4398046511104 + finish, -1, 0, 0 from outage
    union all select service * 4398046511104 + start, 0, 1, 0 from work
    union all select service * 4398046511104 + finish, 0, -1, 0 from work
    union all select id * 4398046511104 + start, 0, 0, 1 from month, service
  ), running as (
    select place, lead(place) over so_far as next, sum(outages) over so_far as outages,
      sum(works) over so_far as works, sum(months) over so_far as months
    from event window so_far as (order by place rows unbounded preceding)
  )
  select place // 4398046511104, (months - 1) % 12, sum(next - place)
  from running where outages > 0 and works = 0 group by 1, 2`;

interface Connection {
  readonly run: (sql: string) => Promise<unknown>;
  readonly runAndReadAll: (sql: string) => Promise<{ getRowsJS: () => readonly unknown[][] }>;
  readonly closeSync: () => void;
}
interface Api {
  readonly version: () => string;
  readonly DuckDBInstance: {
    readonly create: (path: string) => Promise<{ connect: () => Promise<Connection> }>;
  };
}

/** In memory, on one thread. */
export async function duckdb(load: Load, world: OutageWorld, folder: string): Promise<Database> {
  const { DuckDBInstance, version } = (await load("@duckdb/node-api")) as Api;
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run("set threads = 1");
  for (const [table, columns] of [
    ["outage", world.outages],
    ["work", world.maintenance],
  ] as const) {
    const file = join(folder, `${table}.duckdb.csv`);
    writeFileSync(file, csvOf(columns));
    const types = "{'service': 'bigint', 'start': 'bigint', 'finish': 'bigint'}";
    const read = `read_csv('${file}', header = false, columns = ${types})`;
    await connection.run(`create table ${table} as select * from ${read}`);
  }
  const starts = monthStarts.slice(0, 12).map((at) => `(${at})`);
  await connection.run(`create table month as select * from (values ${starts.join()}) m(start)`);
  await connection.run(`create table service as select range as id from range(${world.services})`);
  return {
    name: `DuckDB ${version().replace("v", "")} on one thread`,
    async totals() {
      return totalsOf(world, (await connection.runAndReadAll(sweep)).getRowsJS());
    },
    async close() {
      connection.closeSync();
    },
  };
}
