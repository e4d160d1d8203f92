import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { bundleCli } from "./support/bundled-cli.ts";

/**
 * Semantics 39: the same bytes on any machine. The shipped example is settled, checked and explained
 * by child processes whose zone and language differ; library and command are bundled first, since
 * Node 20 runs no TypeScript.
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

/** Turkish has two letters i; none of the zones shares its date or its offset with the contract's. */
const hosts: readonly Readonly<Record<string, string>>[] = [
  { TZ: "Pacific/Apia", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
  { TZ: "America/St_Johns", LANG: "de_DE.UTF-8" },
  { TZ: "Australia/Lord_Howe", LANG: "ar_EG.UTF-8", LC_ALL: "ar_EG.UTF-8" },
  {},
];
const plainHost = { TZ: "UTC", LANG: "C" };

function outputUnder(host: Readonly<Record<string, string>>, argv: readonly string[]): string {
  return execFileSync(process.execPath, argv, {
    cwd: folder,
    env: { PATH: process.env.PATH ?? "", ...host },
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
}

it("semantics 39: zone and language of the host change no byte", () => {
  const argv = [join(folder, "settle.cjs"), join(folder, "input.json")];
  const plain = outputUnder(plainHost, argv);
  expect(JSON.parse(plain)).toMatchObject({ makegood: "statement/1" });
  for (const host of hosts) expect(outputUnder(host, argv)).toBe(plain);
});

describe("semantics 39: zone and language of the host change no byte of the command's output", () => {
  const contractFile = join(example, "contract.yaml");
  const records = ["outages", "maintenance", "tickets"].flatMap((name) => [
    "--records",
    join(example, "records", `${name}.ndjson`),
  ]);
  const at = ["--period", "2026-10", "--as-of", "2026-11-05T00:00:00Z"];
  const settling = ["settle", contractFile, ...records, ...at];
  let program = "";

  beforeAll(async () => {
    program = await bundleCli(folder);
    outputUnder(plainHost, [program, ...settling, "--format", "json", "-o", "statement.json"]);
  });

  it.each([
    { argv: settling, says: "October 2026 (Asia/Shanghai)" },
    { argv: [...settling, "--verbose"], says: "assumptions" },
    { argv: ["check", contractFile], says: "≥ 99.95 %" },
    { argv: ["explain", "statement.json", "availability/messaging/2026-10"], says: "2026-10" },
    { argv: ["explain", "statement.json", "INC-402", ...records], says: "INC-402" },
  ])("$argv.0: $says", ({ argv, says }) => {
    const plain = outputUnder(plainHost, [program, ...argv]);
    expect(plain).toContain(says);
    for (const host of hosts) expect(outputUnder(host, [program, ...argv])).toBe(plain);
  });
});
