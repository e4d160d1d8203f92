import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "../cli/support.ts";

/** Rows that are read and not kept cost no memory, however many: a heap of 64 MB in all. */

const built = join(root, "node_modules/.cache/makegood-node-test");
const heapMb = 64;

beforeAll(() => {
  const options = ["--format", "esm", "--target", "node20", "--no-config", "--silent", "--clean"];
  const tsup = join(root, "node_modules/tsup/dist/cli-default.js");
  const entry = join(root, "test/node/many-rows.ts");
  execFileSync(process.execPath, [tsup, entry, ...options, "-d", built], { cwd: root });
});

describe("300,000 rows under a small heap", () => {
  it.each(["csv", "ndjson"])("%s", (format) => {
    const argv = [
      `--max-old-space-size=${heapMb}`,
      join(built, "many-rows.js"),
      "300000",
      format,
      "300",
    ];
    const out = execFileSync(process.execPath, argv, { cwd: root, encoding: "utf8" });
    expect(JSON.parse(out)).toEqual({ counted: 1000, late: 500, rows: 300_000 });
  });
});
