import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse } from "yaml";

/**
 * Semantics 39: the same bytes on any machine. The shipped example is settled by child processes
 * whose zone and language differ; the library is bundled first, since Node 20 runs no TypeScript.
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const example = join(root, "fixtures", "example");
let folder = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "makegood-hosts-"));
  await build({
    stdin: { contents: script, resolveDir: root, loader: "ts", sourcefile: "settle-example.ts" },
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile: join(folder, "settle.cjs"),
    logLevel: "silent",
  });
  writeFileSync(join(folder, "input.json"), JSON.stringify({ contract: contract(), rows: rows() }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const script = `
import { readFileSync } from "node:fs";
import { parseContract, parseRecords, settle } from "./src/index.ts";
const { contract: raw, rows } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const contract = parseContract(raw);
const records = parseRecords(rows, contract);
const asOf = "2026-11-05T00:00:00Z";
const { producedBy, ...same } = settle({ contract, records, period: "2026-10", asOf });
process.stdout.write(JSON.stringify(same));
`;

function contract(): unknown {
  return parse(readFileSync(join(example, "contract.yaml"), "utf8"));
}

/** Every record file but the late one, which is not known yet. */
function rows(): unknown[] {
  const files = readdirSync(example, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ndjson") && !name.includes("late"))
    .toSorted();
  expect(files.length).toBeGreaterThan(0);
  return files.flatMap((name) =>
    readFileSync(join(example, name), "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line): unknown => JSON.parse(line)),
  );
}

function settledUnder(host: Readonly<Record<string, string>>): string {
  return execFileSync(process.execPath, [join(folder, "settle.cjs"), join(folder, "input.json")], {
    env: { PATH: process.env.PATH ?? "", ...host },
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
}

it("semantics 39: zone and language of the host change no byte", () => {
  const plain = settledUnder({ TZ: "UTC", LANG: "C" });
  expect(JSON.parse(plain)).toMatchObject({ makegood: "statement/1" });
  const hosts = [
    { TZ: "Pacific/Apia", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
    { TZ: "America/St_Johns", LANG: "de_DE.UTF-8" },
    { TZ: "Australia/Lord_Howe", LANG: "ar_EG.UTF-8", LC_ALL: "ar_EG.UTF-8" },
    {},
  ];
  for (const host of hosts) expect(settledUnder(host)).toBe(plain);
});
