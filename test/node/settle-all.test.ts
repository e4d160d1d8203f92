import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  type Issue,
  parseContract,
  parseRecords,
  RefusedError,
  type Statement,
  settle,
} from "../../src/index.ts";
import { readRecords, type SettleAllInput, settleAll } from "../../src/node/index.ts";
import { contractYaml } from "../cli/support.ts";

const contractOf = (id: string, customer: string, service = "web") =>
  parseContract(
    parse(
      contractYaml
        .replace("id: acme", `id: ${id}`)
        .replace("customer: acme", `customer: ${customer}`)
        .replaceAll("web", service),
    ),
  );
const contracts = [
  contractOf("a-1", "alpha"),
  contractOf("a-2", "alpha"),
  contractOf("beta-9", "beta"),
];

const outage = (id: string, more: object = {}) => ({
  type: "outage",
  id,
  service: "web",
  from: "2026-11-03T10:00:00Z",
  until: "2026-11-03T11:00:00Z",
  ...more,
});
const rows = [
  outage("for-all"),
  outage("alpha", {
    customer: "alpha",
    from: "2026-11-03T10:30:00Z",
    until: "2026-11-03T12:00:00Z",
  }),
  outage("a-2", { contract: "a-2", until: "2026-11-03T18:00:00Z" }),
  outage("both", { contract: "beta-9", customer: "beta", until: "2026-11-04T10:00:00Z" }),
  outage("torn", { contract: "beta-9", customer: "alpha" }),
  outage("nobody", { customer: "gamma" }),
  outage("nobody-2", { customer: "gamma" }),
  outage("no-contract", { contract: "zeta" }),
];

async function* streamOf(list: readonly unknown[]): AsyncGenerator<unknown> {
  yield* list;
}
const asked = { period: "2026-11", asOf: "2026-12-05T00:00:00Z" };

async function ran(input: Omit<SettleAllInput, "period" | "asOf">) {
  const statements: Statement[] = [];
  const warnings: Issue[] = [];
  let issues: readonly Issue[] = [];
  try {
    const all = settleAll({ ...asked, ...input, onWarning: (issue) => warnings.push(issue) });
    for await (const statement of all) statements.push(statement);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    issues = error.issues;
  }
  return { statements, warnings, issues };
}

describe("settleAll", () => {
  it("gives the statements that settle gives one by one, byte for byte", async () => {
    const { statements, issues } = await ran({ contracts, records: streamOf(rows) });
    const wanted = contracts.map((contract) =>
      settle({ ...asked, contract, records: parseRecords(rows, contract) }),
    );
    expect(issues).toEqual([]);
    expect(JSON.stringify(statements)).toBe(JSON.stringify(wanted));
  });

  it("reads several streams, and names them as sources", async () => {
    const bytes = (id: string) =>
      streamOf([Buffer.from(JSON.stringify(outage(id)))]) as AsyncGenerator<Uint8Array>;
    const records = ["x", "y"].map((id) => readRecords(bytes(id), { file: `in/${id}.ndjson` }));
    const { statements } = await ran({ contracts, records });
    expect(statements.map(({ manifest }) => manifest.sources)).toMatchObject(
      contracts.map(() => [
        { name: "x.ndjson", rows: 1 },
        { name: "y.ndjson", rows: 1 },
      ]),
    );
  });

  it("tells of rows that no contract takes", async () => {
    const { warnings } = await ran({ contracts, records: streamOf(rows) });
    expect(warnings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'batch.unrouted: 1 row names the contract "beta-9" and customer "alpha", and no contract takes them',
      'batch.unrouted: 2 rows name the customer "gamma", and no contract takes them',
      'batch.unrouted: 1 row names the contract "zeta", and no contract takes them',
    ]);
  });

  const bad = outage("bad", { customer: "beta", service: "wbe" });

  it("all or nothing: no statement where one contract is refused", async () => {
    const { statements, issues } = await ran({ contracts, records: streamOf([...rows, bad]) });
    expect(statements).toEqual([]);
    // The index among all rows, behind the id of the contract.
    expect(issues).toMatchObject([
      { code: "record.unknown-service", path: ["beta-9", 8, "service"] },
    ]);
  });

  it("keepGoing: gives the others, and then tells", async () => {
    const input = { contracts, records: streamOf([...rows, bad]), keepGoing: true };
    const { statements, issues } = await ran(input);
    expect(statements.map(({ key }) => key.contract)).toEqual(["a-1", "a-2"]);
    expect(issues).toMatchObject([{ code: "record.unknown-service" }]);
  });

  it("a file that cannot be read is nobody's alone: nothing is settled, keepGoing or not", async () => {
    const file = streamOf([
      Buffer.from(`${JSON.stringify(outage("x"))}\n{oops`),
    ]) as AsyncGenerator<Uint8Array>;
    const { statements, issues } = await ran({
      contracts,
      records: readRecords(file),
      keepGoing: true,
    });
    expect(statements).toEqual([]);
    expect(issues).toMatchObject([{ code: "json.malformed", line: 2 }]);
  });

  it("issued statements go to their contracts: a closed period is not settled again", async () => {
    const { statements: issued } = await ran({ contracts, records: streamOf(rows) });
    const again = await ran({
      contracts,
      records: streamOf(rows),
      issued: issued.slice(0, 1),
      keepGoing: true,
    });
    expect(again.statements.map(({ key }) => key.contract)).toEqual(["a-2", "beta-9"]);
    expect(again.issues).toMatchObject([
      { code: "settle.already-issued", path: ["a-1", "issued"] },
    ]);
  });

  it("refuses two contracts of one id", async () => {
    const { issues } = await ran({
      contracts: [contracts[0], contracts[0]].flatMap((one) => one ?? []),
      records: streamOf([]),
    });
    expect(issues).toMatchObject([{ code: "batch.duplicate-contract" }]);
  });

  it("settles nothing where there is no contract", async () => {
    expect(await ran({ contracts: [], records: streamOf(rows) })).toMatchObject({
      statements: [],
      issues: [],
    });
  });
});
