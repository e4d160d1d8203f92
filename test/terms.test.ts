import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseContract, parseRecords, safeParseContract, settle, verify } from "../src/index.ts";
import { outage } from "./rules/world.ts";

/** The example of docs/terms.md: 5 of 745 hours of October in Berlin are more than 0.1 %. */
const page = readFileSync(new URL("../docs/terms.md", import.meta.url), "utf8");
const [terms, contract] = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, yaml = ""]) =>
  parse(yaml),
);
const rows = [outage("INC-1", "10-05T00:00", "10-05T05:00")];
const statementOf = (parsed: ReturnType<typeof parseContract>) => {
  const records = parseRecords(rows, parsed);
  return settle({ contract: parsed, records, period: "2026-10", asOf: "2026-11-05T00:00:00Z" });
};
const codes = (given: unknown, ...all: readonly unknown[]) => {
  const result = safeParseContract(given, { terms: all });
  return result.ok ? [] : result.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
};

describe("semantics 37: terms by inclusion", () => {
  it("are part of the contract, and say which they were", () => {
    const statement = statementOf(parseContract(contract, { terms: [{}, terms] }));
    expect(statement.lines.map(({ clause, amount }) => [clause, amount])).toEqual([
      ["sla 6.1", "100.00"],
    ]);
    const held = Object(statement.terms.contract).terms;
    expect(held).toEqual({
      name: "hosting-sla@2026-01",
      hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
    expect(verify(statement, { rows }).ok).toBe(true);
  });

  it("say the same as the contract written out, but for that", () => {
    const { terms: _, ...own } = contract;
    const { bases, commitments } = terms;
    const clauses = JSON.parse(
      JSON.stringify(commitments).replace('"3.1"', '"sla 3.1"').replace('"6.1"', '"sla 6.1"'),
    );
    const documents = [...own.documents, ...terms.documents];
    const whole = parseContract({ ...own, documents, bases, commitments: clauses });
    const { terms: name, ...included } = parseContract(contract, { terms: [terms] }).terms;
    expect(name).toBeDefined();
    expect(included).toEqual(whole.terms);
    const [one, other] = [parseContract(contract, { terms: [terms] }), whole].map(statementOf);
    expect([one?.results, one?.lines]).toEqual([other?.results, other?.lines]);
  });

  it("stand behind what the contract says itself; a document in both is one", () => {
    const second = { ...terms.commitments[0], id: "own", clause: "9" };
    const given = {
      ...contract,
      documents: [...contract.documents, ...terms.documents],
      commitments: [second],
    };
    const parsed = parseContract(given, { terms: [terms] }).terms;
    expect(parsed.documents.map(({ id }) => id)).toEqual(["order", "sla"]);
    expect(parsed.commitments.map(({ id, clause }) => [id, clause])).toEqual([
      ["own", "order 9"],
      ["availability", "sla 3.1"],
    ]);
  });

  it("may be amended by a version of the contract's own", () => {
    const effective = {
      from: "2026-10-01",
      continues: { commitment: "availability", termsAt: "start" },
    };
    const stricter = {
      ...terms.commitments[0],
      id: "amended",
      effective,
      targets: [{ atLeast: "99.99" }],
    };
    const parsed = parseContract({ ...contract, commitments: [stricter] }, { terms: [terms] });
    expect(statementOf(parsed).results.map(({ id }) => id)).toEqual(["amended/web/2026-10"]);
  });

  it("are refused where they are missing, twice, or wrong, with a path that leads there", () => {
    expect(codes(contract)).toEqual(["terms.not-given terms"]);
    expect(codes(contract, { ...terms, version: "2025-01" })).toEqual(["terms.not-given terms"]);
    expect(codes(contract, terms, terms)).toEqual(["terms.given-twice terms"]);
    expect(codes(contract, { ...terms, services: [] })).toEqual([
      "terms.unknown-key terms.hosting-sla@2026-01.services",
    ]);
    expect(codes(contract, { ...terms, caps: [() => 1] })).toEqual([
      "terms.not-json terms.hosting-sla@2026-01.caps.0",
    ]);
    const commitments = [{ ...terms.commitments[0], excludes: ["planned"] }];
    expect(codes(contract, { ...terms, commitments })).toEqual([
      "contract.unknown-exclusion terms.hosting-sla@2026-01.commitments.0.excludes.0",
    ]);
    expect(codes({ ...contract, bases: terms.bases }, terms)).toEqual([
      "contract.duplicate-name terms.hosting-sla@2026-01.bases.0.id",
    ]);
    expect(codes({ ...contract, services: "none" }, terms)).toEqual([
      "contract.wrong-type services",
    ]);
    expect(codes("nothing", terms)).toEqual(["contract.wrong-type "]);
  });
});
