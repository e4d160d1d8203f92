import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { type Statement, safeParseContract, verify } from "../../src/index.ts";
import { contractOf, outage, response, settled, work } from "./world.ts";

type Claim = NonNullable<ContractInput["claim"]>;

/** UpCloud, compensation: within fifteen days after the failure was corrected. */
const after = (within: object = { days: 15 }, changes: Partial<ContractInput> = {}) =>
  contractOf({
    claim: {
      on: "request",
      stages: [{ what: "claim", within, after: "correction" }],
    } as Claim,
    ...changes,
  });
const made = (rows: readonly object[], contract = after()): Statement =>
  settled({ contract, rows, asOf: "11-05T00:00" });
const lastDate = (statement: Statement) => statement.lines[0]?.claim?.lastDate;
const standIns = ({ assumptions }: Statement) =>
  assumptions.flatMap(({ path, used }) => (path.startsWith("outages.") ? [`${path} ${used}`] : []));

const at = (stamp: string) => ({ correctedAt: `2026-${stamp}:00Z` });
const six = (more: object = {}) => outage("I-1", "10-20T09:00", "10-20T15:00", more);

describe("semantics 35: fifteen days after the failure was corrected", () => {
  it.each([
    {
      rows: [six(at("10-22T10:00"))],
      last: "2026-11-06",
      listed: [],
      why: "corrected two days after it ended: the 22nd is day 0",
    },
    {
      rows: [six(at("10-20T10:00"))],
      last: "2026-11-04",
      listed: [],
      why: "corrected while the service still came back",
    },
    {
      rows: [six()],
      last: "2026-11-04",
      listed: ["outages.I-1.correctedAt until"],
      why: "nobody said when: its end stands in",
    },
    {
      rows: [outage("I-1", "10-20T09:00", "10-21T00:00")],
      last: "2026-11-04",
      listed: ["outages.I-1.correctedAt until"],
      why: "an end at midnight is not in the next date",
    },
    {
      rows: [six(at("10-21T00:00"))],
      last: "2026-11-05",
      listed: [],
      why: "corrected at midnight is corrected on that date",
    },
    {
      rows: [
        outage("I-1", "10-20T09:00", "10-20T12:00", at("10-22T10:00")),
        outage("I-2", "10-20T11:00", "10-20T15:00"),
      ],
      last: "2026-11-06",
      listed: ["outages.I-2.correctedAt until"],
      why: "of merged ones the last to be corrected decides: the first here",
    },
    {
      rows: [
        outage("I-1", "10-20T09:00", "10-20T12:00", at("10-22T10:00")),
        outage("I-2", "10-20T11:00", "10-20T15:00", at("10-24T10:00")),
      ],
      last: "2026-11-08",
      listed: [],
      why: "and here the second",
    },
    {
      rows: [outage("I-1", "10-20T09:00")],
      last: "2026-11-19",
      listed: ["outages.I-1.correctedAt until"],
      why: "it goes on: up to asOf, the 5th, whose last ms is on the 4th",
    },
  ])("$last: $why", ({ rows, last, listed }) => {
    const statement = made(rows);
    expect(lastDate(statement)).toBe(last);
    expect(standIns(statement)).toEqual(listed);
    expect(verify(statement, { rows }).ok).toBe(true);
  });

  it("hours run from the instant", () => {
    const statement = made([six(at("10-22T10:00"))], after({ hours: 24 }));
    expect(statement.lines[0]?.claim?.until).toBe("2026-10-23T10:00:00.001Z");
  });

  it("work that was down itself is no outage record: its end stands in", () => {
    const statement = made([work("M-1", "10-20T09:00", "10-20T15:00")]);
    expect(lastDate(statement)).toBe("2026-11-04");
    expect(standIns(statement)).toEqual(["outages.M-1.correctedAt until"]);
  });
});

describe("what has no correction is refused", () => {
  const codes = (contract: ContractInput) => {
    const parsed = safeParseContract(contract);
    return parsed.ok ? [] : parsed.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
  };

  it("tickets are resolved, not corrected", () => {
    expect(codes(after({ days: 15 }, { commitments: [response] }))).toEqual([
      "claim.no-events claim.stages.0.after",
    ]);
  });

  it("no record says when somebody became eligible", () => {
    const claim: Claim = {
      on: "request",
      stages: [{ what: "claim", within: { days: 30 }, after: "eligibility" }],
    };
    expect(codes(contractOf({ claim }))).toEqual([
      "contract.not-supported-yet claim.stages.0.after",
    ]);
  });
});
