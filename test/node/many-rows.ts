import { parseMap } from "../../src/adapters/map.ts";
import { parseContract } from "../../src/index.ts";
import { readRecords, settleAll } from "../../src/node/index.ts";

/**
 * A program of its own, so that its heap can be bounded: settles a contract whose tickets are every
 * n-th of so many rows, the others being another customer's. Arguments: the rows, csv or ndjson, n.
 */

const [count, format, every] = [Number(process.argv[2]), process.argv[3], Number(process.argv[4])];
const contract = parseContract({
  makegood: "contract/1",
  id: "acme",
  documents: [{ id: "msa", title: "Master agreement" }],
  parties: { provider: "P", customer: "acme" },
  currency: "EUR",
  timeZone: "Europe/Berlin",
  settlement: "calendar-month",
  effective: { from: "2026-01-01" },
  services: [{ id: "desk" }],
  commitments: [
    {
      id: "resolution",
      clause: "1",
      scope: { service: "desk" },
      period: "calendar-month",
      measure: { facts: "cycles", clock: "resolution", figure: "each" },
      excludes: [],
      targets: [{ within: { elapsed: "PT1H" } }],
    },
  ],
  claim: { on: "automatic" },
});
const map = parseMap({
  makegood: "map/1",
  record: "ticket",
  form: "wide",
  columns: {
    id: "id",
    customer: "customer",
    openedAt: "opened",
    attributes: { note: "note" },
    events: [{ event: "resolved", at: "closed" }],
  },
  constants: { service: "desk" },
});

/** The first half of the rows is in time, the second an hour late. */
function row(index: number): string {
  const customer = index % every === 0 ? "acme" : "others";
  const opened = "2026-11-03T10:00:00Z";
  const closed = index < count / 2 ? "2026-11-03T10:59:59Z" : "2026-11-03T12:00:00Z";
  const note = "some words that an export has in every row";
  if (format === "csv") return `T-${index},${customer},${opened},${closed},"${note}"\n`;
  const events = [{ event: "resolved", at: closed }];
  const fields = { type: "ticket", id: `T-${index}`, customer, service: "desk" };
  return `${JSON.stringify({ ...fields, openedAt: opened, attributes: { note }, events })}\n`;
}

async function* file(): AsyncGenerator<Uint8Array> {
  if (format === "csv") yield Buffer.from("id,customer,opened,closed,note\n");
  let text = "";
  for (let index = 0; index < count; index += 1) {
    text += row(index);
    if (text.length < 1 << 16) continue;
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text);
}

const records = readRecords(file(), format === "csv" ? { map } : {});
const all = settleAll({
  contracts: [contract],
  records,
  period: "2026-11",
  asOf: "2026-12-05T00:00:00Z",
});
for await (const { results, manifest } of all) {
  const { counted, late } = results[0]?.population ?? {};
  console.log(JSON.stringify({ counted, late, rows: manifest.rows.in }));
}
