import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Load } from "./peer.ts";

/** Installs the peers of the clock engine into the folder beside this file. */
export function installPeers(root: string): Load | undefined {
  return installInto(join(root, "test/bench/peers"), "peers");
}

/**
 * Installs what the package.json of a folder names into it, unless that is there.
 *
 * @param what What they are, in the lines that are printed.
 * @returns How to load one; undefined, with a line that says so, when they cannot be had.
 */
export function installInto(folder: string, what: string): Load | undefined {
  if (!areThere(folder)) {
    console.log(`installing the ${what} …`);
    const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"];
    const argv = ["ci", "--prefix", folder, ...quiet];
    const { status, stderr } = spawnSync("npm", argv, { encoding: "utf8" });
    if (status !== 0) {
      const reason = stderr?.split("\n").find((line) => line.startsWith("npm error")) ?? "";
      console.log(`no row compares with ${what}: npm ci failed (${status}). ${reason}`);
      return undefined;
    }
  }
  const { resolve } = createRequire(join(folder, "package.json"));
  return async (name) => {
    const module = (await import(pathToFileURL(resolve(name)).href)) as { default?: unknown };
    return module.default ?? module;
  };
}

/** "luxon 3.7.2", as installed. */
export function versionOf(root: string, name: string): string {
  const text = readFileSync(
    join(root, "test/bench/peers/node_modules", name, "package.json"),
    "utf8",
  );
  return `${name} ${(JSON.parse(text) as { version: string }).version}`;
}

function areThere(folder: string): boolean {
  const { dependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  return Object.entries(dependencies).every(([name, version]) => {
    try {
      const text = readFileSync(join(folder, "node_modules", name, "package.json"), "utf8");
      return (JSON.parse(text) as { version: string }).version === version;
    } catch {
      return false;
    }
  });
}
