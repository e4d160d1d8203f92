import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Io } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";

export const root = fileURLToPath(new URL("../../", import.meta.url));

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export interface World {
  readonly cwd: string;
  readonly stdin?: string;
  /** Thrown by a write to standard output, as a full disk would. */
  readonly stdoutFails?: NodeJS.ErrnoException;
}

/** One command line, in this process and with a world of its own. */
export async function ran(argv: readonly string[], world: World): Promise<Ran> {
  let out = "";
  let err = "";
  const io: Io = {
    stdin: chunksOf(world.stdin ?? ""),
    stdout: async (text) => {
      if (world.stdoutFails !== undefined) throw world.stdoutFails;
      out += text;
    },
    stderr: async (text) => {
      err += text;
    },
    cwd: world.cwd,
  };
  const status = await run(argv, io);
  return { status, out, err };
}

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += 7) yield bytes.subarray(start, start + 7);
}

/** A new folder with these files; `remove` takes it away. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>> = {}): {
  readonly path: string;
  readonly list: () => readonly string[];
  readonly remove: () => void;
} {
  const path = mkdtempSync(join(tmpdir(), "makegood-test-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return {
    path,
    list: () => readdirSync(path).sort(),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** A small contract: availability of 99.9 %, credited with a tenth of 1,000.00 EUR. */
export const contractYaml = `makegood: contract/1
id: acme
documents: [{ id: msa, title: Master agreement }]
parties: { provider: P, customer: acme }
currency: EUR
timeZone: Europe/Berlin
settlement: calendar-month
effective: { from: 2026-01-01 }
services: [{ id: web, charges: [{ id: fee, amount: "1000.00", per: month }] }]
bases: [{ id: monthly, of: [fee] }]
commitments:
  - id: availability
    clause: "3.1"
    scope: { service: web }
    period: calendar-month
    measure: { facts: outages, figure: uptime-percent }
    excludes: []
    targets: [{ atLeast: "99.9" }]
    credits:
      - id: tenth
        clause: "6.1"
        on: measured
        how: tiers
        base: monthly
        tiers: [{ from: "0", below: "99.9", give: { percent: "10" } }]
claim: { on: automatic }
`;

/** An hour down in November 2026, which has 43,200 minutes: 99.861111 %, below 99.9. */
export const breachNdjson = `${JSON.stringify({
  type: "outage",
  id: "INC-1",
  service: "web",
  from: "2026-11-03T10:00:00+01:00",
  until: "2026-11-03T11:00:00+01:00",
})}\n`;

/** A minute down: 99.997685 %. */
export const fineNdjson = breachNdjson.replace("T11:00:00", "T10:01:00");
