import { execFileSync } from "node:child_process";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleCli } from "../support/bundled-cli.ts";
import { folderWith } from "./support.ts";

/** All tickets of one contract: what a statement only counts takes no room, however many there are. */

const tickets = 300_000;
/** Its objects alone would take more than twice as much, were they kept. */
const heapMb = 100;

const contract = `makegood: contract/1
id: acme
documents: [{ id: msa, title: Master agreement }]
parties: { provider: P, customer: acme }
currency: EUR
timeZone: Europe/Berlin
settlement: calendar-month
effective: { from: 2026-01-01 }
services: [{ id: desk }]
commitments:
  - id: resolution
    clause: "1"
    scope: { service: desk }
    period: calendar-month
    measure: { facts: cycles, clock: resolution, figure: each }
    excludes: []
    targets: [{ within: { elapsed: PT1H } }]
claim: { on: automatic }
`;
const map = `makegood: map/1
record: ticket
form: wide
columns: { id: id, openedAt: opened, attributes: { note: note }, events: [{ event: resolved, at: closed }] }
constants: { service: desk }
`;

/** Every thousandth is an hour late. */
function line(index: number, format: string): string {
  const opened = "2026-11-03T10:00:00Z";
  const closed = index % 1000 === 0 ? "2026-11-03T12:00:00Z" : "2026-11-03T10:59:59Z";
  const note = "some words that an export has in every row";
  if (format === "csv") return `T-${index},${opened},${closed},${note}\n`;
  const events = [{ event: "resolved", at: closed }];
  const fields = { type: "ticket", id: `T-${index}`, service: "desk", openedAt: opened };
  return `${JSON.stringify({ ...fields, attributes: { note }, events })}\n`;
}

const folder = folderWith({ "contract.yaml": contract, "map.yaml": map });
afterAll(() => folder.remove());
let main = "";

beforeAll(async () => {
  main = await bundleCli(folder.path);
  for (const format of ["csv", "ndjson"]) {
    const file = openSync(join(folder.path, `tickets.${format}`), "w");
    if (format === "csv") writeSync(file, "id,opened,closed,note\n");
    for (let from = 0; from < tickets; from += 1000)
      writeSync(file, Array.from({ length: 1000 }, (_, n) => line(from + n, format)).join(""));
    closeSync(file);
  }
});

describe("300,000 tickets of one contract under a small heap", () => {
  it.each(["csv", "ndjson"])("%s", (format) => {
    const argv = ["settle", "contract.yaml", "--records", `tickets.${format}`];
    const asked = ["--period", "2026-11", "--as-of", "2026-12-05T00:00:00Z", "--format", "json"];
    const mapped = format === "csv" ? ["--map", "map.yaml"] : [];
    const out = execFileSync(
      process.execPath,
      [`--max-old-space-size=${heapMb}`, main, ...argv, ...mapped, ...asked],
      { cwd: folder.path, encoding: "utf8" },
    );
    const { results, evidence, manifest } = JSON.parse(out);
    expect(results[0].population).toMatchObject({ counted: tickets, met: 299_700, late: 300 });
    expect(evidence.tickets).toHaveLength(300);
    expect(manifest.rows).toMatchObject({ in: tickets, used: tickets });
  });
});
