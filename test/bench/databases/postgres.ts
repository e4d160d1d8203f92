import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { monthStarts, type OutageWorld } from "../outage-world.ts";
import type { Load } from "../peers/peer.ts";
import { csvOf, type Database, totalsOf } from "./database.ts";

/** Multiranges: those of outages less those of work, cut at the months. */
const multiranges = `
  with down as materialized (
    select service, outages.spans - coalesce(works.spans, '{}') as spans
    from (select service, range_agg(span) as spans from outage group by service) outages
    left join (select service, range_agg(span) as spans from work group by service) works
      using (service)
  ), stretch as (
    select service, lower(span) as start, upper(span) as finish from down, unnest(spans) span
  )
  select service, number, sum(least(finish, until) - greatest(start, since))
  from stretch join month on start < until and since < finish group by 1, 2`;

interface Client {
  readonly connect: () => Promise<void>;
  readonly query: (sql: string | { text: string; rowMode: "array" }) => Promise<{
    readonly rows: readonly (readonly unknown[])[];
  }>;
  readonly end: () => Promise<void>;
}
interface Api {
  readonly Client: new (options: {
    readonly host: string;
    readonly user: string;
    readonly database: string;
  }) => Client;
}

/** PostgreSQL does not run as root: then as nobody. */
const account = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/**
 * A server of its own, on a socket in the folder, with memory enough to sort in; what it answers
 * with is not written to disk.
 *
 * @param home Where its files are: `bin`, `lib`, `share`.
 * @throws {Error} When it does not start.
 */
export async function postgres(
  load: Load,
  world: OutageWorld,
  folder: string,
  home: string,
): Promise<Database> {
  const server = await started(home, folder);
  const { Client } = (await load("pg")) as Api;
  const client = new Client({ host: folder, user: "bench", database: "postgres" });
  await client.connect();
  for (const [table, columns] of [
    ["outage", world.outages],
    ["work", world.maintenance],
  ] as const) {
    const file = join(folder, `${table}.postgres.csv`);
    writeFileSync(file, csvOf(columns));
    await client.query(`create temp table row_${table}(service int, start bigint, finish bigint)`);
    await client.query(`copy row_${table} from '${file}' csv`);
    const span = "int8range(start, finish) as span";
    await client.query(`create table ${table} as select service, ${span} from row_${table}`);
    await client.query(`vacuum analyze ${table}`);
  }
  const months = monthStarts.slice(0, 12).map((at, i) => `(${i}, ${at}, ${monthStarts[i + 1]})`);
  await client.query("create table month(number int, since bigint, until bigint)");
  await client.query(`insert into month values ${months.join()}`);
  const version = await client.query({ text: "show server_version", rowMode: "array" });
  return {
    name: `PostgreSQL ${String(version.rows[0]?.[0]).split(" ")[0]} with int8multirange`,
    async totals() {
      return totalsOf(world, (await client.query({ text: multiranges, rowMode: "array" })).rows);
    },
    async close() {
      await client.end();
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT");
      await ended;
    },
  };
}

/** A server with an empty database in the folder. */
async function started(home: string, folder: string): Promise<ChildProcess> {
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid);
  const data = join(folder, "data");
  const options = [
    "--username=bench",
    "--auth=trust",
    "--no-sync",
    "--locale=C",
    "--encoding=UTF8",
  ];
  const initdb = spawnSync(join(home, "bin/initdb"), ["-D", data, ...options], {
    ...account,
    cwd: folder,
    encoding: "utf8",
  });
  if (initdb.status !== 0) throw new Error(initdb.stderr ?? String(initdb.error));
  const settings = ["listen_addresses=", "fsync=off", "shared_buffers=1GB", "work_mem=1GB"];
  const argv = ["-D", data, "-k", folder, ...settings.flatMap((one) => ["-c", one])];
  const server = spawn(join(home, "bin/postgres"), argv, {
    ...account,
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on("data", (text: Buffer) => {
      said += String(text);
      if (said.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", () => reject(new Error(said)));
  });
  return server;
}
