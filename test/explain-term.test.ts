import { describe, expect, it } from "vitest";
import type { ContractInput } from "../src/contract.ts";
import { explain, type Statement, safeExplain } from "../src/index.ts";
import { explanationText } from "../src/present/explain-text.ts";
import { availability, contractOf, outage, settled, tenth, work } from "./rules/world.ts";

/** Names of a contract's caps, exclusions and charges, which no record of the statement has. */

const cap = (limit: object, id = "most"): NonNullable<ContractInput["caps"]>[number] =>
  ({ id, clause: "6.4", covers: "all", per: "calendar-month", limit, excess: "lost" }) as never;
const exclusion = (id: string) => ({
  id,
  clause: "4.2",
  matches: { kind: "maintenance" as const },
  notice: "PT48H",
  removes: "window" as const,
});
const rows = [
  outage("INC-1", "10-03T00:00", "10-03T02:00"),
  work("CHG-1", "10-04T00:00", "10-04T02:00"),
];
const statementOf = (changes: Partial<ContractInput>, given = rows): Statement =>
  settled({ contract: contractOf(changes), rows: given });
const told = (statement: Statement, record: string) => explain(statement, { record });
const none = (record: string) => [
  { record, clause: "", effect: "this statement holds no figures of it" },
];

describe("semantics 32: a cap is told by its steps and by what it did to lines", () => {
  it("one that was reached: 40.00 of the tenth of 1,000.00", () => {
    const { kind, steps, facts } = told(statementOf({ caps: [cap({ amount: "40.00" })] }), "most");
    expect({ kind, facts }).toEqual({ kind: "cap", facts: [] });
    expect(steps.slice(-2)).toEqual([
      { op: "cap", clause: "msa 6.4", in: "100.00 of at most 40.00", out: "40.00" },
      {
        op: "cap",
        clause: "msa 6.4",
        in: "availability/web/2026-10/tenth: 100.00, its share of 40.00 for 100.00",
        out: "40.00",
      },
    ]);
  });

  it("one that was not, and one in days", () => {
    const whole = told(statementOf({ caps: [cap({ amount: "400.00" })] }), "most");
    expect(whole.steps.at(-1)).toMatchObject({
      in: "100.00 of at most 400.00",
      out: "not reached",
    });
    const give = { id: "days", clause: "6.1", on: "measured", how: "flat", give: { days: "7" } };
    const days = statementOf({
      commitments: [{ ...availability, credits: [give as never] }],
      caps: [cap({ days: "15" })],
    });
    expect(told(days, "most").steps.at(-1)).toMatchObject({
      in: "7 of at most 15 days",
      out: "not reached",
    });
  });
});

describe("semantics 25: an exclusion is told by the records that it was looked at for", () => {
  const given = {
    exclusions: [exclusion("planned"), exclusion("other")],
    commitments: [{ ...availability, excludes: ["planned"], credits: [tenth] }],
  };

  it("with the result of each", () => {
    const { kind, steps, facts } = told(statementOf(given), "planned");
    expect({ kind, steps }).toEqual({ kind: "exclusion", steps: [] });
    expect(facts).toMatchObject([{ record: "CHG-1", clause: "msa 4.2" }]);
    expect(facts[0]?.effect).toMatch(/^availability\/web\/2026-10: .*planned/);
  });

  it("nothing goes by one that no commitment grants, and no more is said", () => {
    expect(told(statementOf(given), "other").facts).toEqual(none("other"));
  });

  it("of counts too: two attempts an hour, of which planned work took a bucket", () => {
    const bucket = (id: string, hour: number) => ({
      type: "bucket",
      id,
      service: "web",
      of: "requests",
      from: `2026-10-04T0${hour}:00:00Z`,
      until: `2026-10-04T0${hour + 1}:00:00Z`,
      good: 1,
      total: 2,
    });
    const tally = {
      facts: "tally",
      of: "requests",
      figure: "ratio",
      zeroTraffic: "left-out",
      partlyExcluded: "kept",
    };
    const statement = statementOf(
      {
        exclusions: [{ ...exclusion("planned"), notice: undefined } as never],
        commitments: [
          { ...availability, measure: tally as never, excludes: ["planned"], credits: [] },
        ],
      },
      [bucket("B-1", 1), bucket("B-5", 5), work("CHG-1", "10-04T01:00", "10-04T02:00")] as never,
    );
    expect(told(statement, "planned").facts).toMatchObject([
      {
        record: "CHG-1",
        effect: expect.stringMatching(/^availability\/web\/2026-10: 2026-10-04T01:00:00Z to /),
      },
    ]);
  });
});

describe("semantics 39: a charge is told by what is booked on it", () => {
  it("line by line", () => {
    const found = told(statementOf({}), "fee");
    expect(found).toMatchObject({ kind: "charge", steps: [] });
    expect(found.facts).toEqual([
      {
        record: "fee",
        clause: "msa 6.1",
        effect: "availability/web/2026-10/tenth: EUR 100.00 is booked on it",
      },
    ]);
    expect(explanationText(found)).toContain("\n  bookings\n  fee  availability/web");
  });

  it("nothing, where nothing is owed", () => {
    expect(told(statementOf({}, []), "fee").facts).toEqual(none("fee"));
  });
});

it("a record goes before a term of its name; with the rows a term is found as well", () => {
  const statement = statementOf({
    caps: [cap({ amount: "40.00" }, "INC-1"), cap({ amount: "9.00" })],
  });
  expect(told(statement, "INC-1").kind).toBe("record");
  expect(explain(statement, { record: "most" }, { rows }).kind).toBe("cap");
  const found = safeExplain(statement, { record: "none" }, { rows });
  expect(found.ok ? [] : found.issues).toMatchObject([{ code: "explain.unknown" }]);
});
