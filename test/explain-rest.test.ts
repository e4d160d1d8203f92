import { describe, expect, it } from "vitest";
import type { ContractInput } from "../src/contract.ts";
import { explain, parseContract, parseRecords, safeExplain, settle } from "../src/index.ts";
import { availability, contractOf, outage, stamp, tenth } from "./rules/world.ts";

/** Rows that no result tells of: charges, and rows of series that nothing looks at or that came late. */

const contract: ContractInput = contractOf({
  services: [
    { id: "web", charges: [{ id: "fee", amount: "from-records", per: "month" }] },
    { id: "mail", charges: [] },
  ],
  commitments: [{ ...availability, credits: [tenth] }],
});

const charge = (id: string, more: object = {}) => ({
  type: "charge",
  id,
  service: "web",
  charge: "fee",
  amount: "1000.00",
  currency: "EUR",
  from: stamp("10-01T00:00"),
  until: stamp("11-01T00:00"),
  invoice: "INV-7",
  ...more,
});
const rows = [
  outage("INC-1", "10-05T00:00", "10-05T10:00"),
  charge("CH-1"),
  charge("CH-2", { recordedAt: stamp("12-01T00:00"), kind: "usage" }),
  { type: "state", id: "ST-1", service: "mail", at: stamp("10-03T00:00"), state: "down" },
  { type: "state", id: "ST-2", service: "mail", at: stamp("11-20T00:00"), state: "up" },
  {
    type: "state",
    id: "ST-3",
    service: "mail",
    at: stamp("10-04T00:00"),
    state: "up",
    recordedAt: stamp("11-30T00:00"),
  },
  { type: "sample", id: "SA-1", service: "mail", of: "mos", at: stamp("10-03T00:00"), value: "4" },
  {
    type: "bucket",
    id: "BU-1",
    service: "mail",
    of: "sent",
    from: stamp("11-04T23:00"),
    until: stamp("11-05T01:00"),
    good: 1,
    total: 1,
  },
  {
    type: "bucket",
    service: "mail",
    of: "received",
    from: stamp("10-04T23:00"),
    until: stamp("10-05T01:00"),
    good: 1,
    total: 1,
  },
];

const parsed = parseContract(contract);
const statement = settle({
  contract: parsed,
  records: parseRecords(rows, parsed),
  period: "2026-10",
  asOf: stamp("11-05T00:00"),
});

describe("semantics 39: with the rows, each record can be asked for", () => {
  it.each([
    {
      record: "CH-1",
      told: "recurring charge fee of web: 1000 from 2026-10-01T00:00:00Z to 2026-11-01T00:00:00Z, on invoice INV-7; a base takes what of it lies in its time",
    },
    {
      record: "CH-2",
      told: "usage charge fee of web: 1000 from 2026-10-01T00:00:00Z to 2026-11-01T00:00:00Z, on invoice INV-7; outside: not known as of 2026-11-05T00:00:00Z",
    },
    {
      record: "ST-1",
      told: "mail at 2026-10-03T00:00:00Z: changed no figure: no result of the statement looks at it",
    },
    {
      record: "ST-2",
      told: "mail at 2026-11-20T00:00:00Z: outside: not known as of 2026-11-05T00:00:00Z",
    },
    {
      record: "ST-3",
      told: "mail at 2026-10-04T00:00:00Z: outside: not known as of 2026-11-05T00:00:00Z",
    },
    {
      record: "SA-1",
      told: "mos of mail at 2026-10-03T00:00:00Z: changed no figure: no result of the statement looks at it",
    },
    {
      record: "BU-1",
      told: "sent of mail at 2026-11-04T23:00:00Z: outside: not known as of 2026-11-05T00:00:00Z",
    },
  ])("$record", ({ record, told }) => {
    expect(explain(statement, { record }, { rows }).facts).toEqual([
      { record, clause: "", effect: told },
    ]);
  });

  it.each([
    { record: "CH-11", near: "CH-1" },
    { record: "ST-22", near: "ST-2" },
    { record: "SA-11", near: "SA-1" },
  ])("$record is none; the nearest is told: $near", ({ record, near }) => {
    const found = safeExplain(statement, { record }, { rows });
    expect(found.ok ? [] : found.issues).toMatchObject([
      { code: "explain.unknown", hint: `did you mean "${near}"?` },
    ]);
  });
});
