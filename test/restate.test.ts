import { describe, expect, it } from "vitest";
import type { ContractInput } from "../src/contract.ts";
import {
  parseContract,
  parseRecords,
  type Statement,
  safeRestate,
  safeSettle,
} from "../src/index.ts";
import { seal } from "../src/rules/assemble.ts";
import {
  availability,
  contractOf,
  linesOf,
  outage,
  restated,
  settled,
  tiered,
} from "./rules/world.ts";

/** Below 99.9 % a tenth, below 99 % a quarter, of 1,000.00. */
const stepped: ContractInput["commitments"][number] = {
  ...availability,
  credits: [tiered(["99", "99.9", "10"], ["0", "99", "25"])],
};
const contract = contractOf({ commitments: [stepped] });
const none = outage("INC-0", "10-02T00:00", "10-02T00:00");
const hour = outage("INC-1", "10-03T01:00", "10-03T02:00"); // 99.87 %: 100.00
const day = outage("INC-2", "10-05T00:00", "10-06T00:00"); // 96.77 %: 250.00
const line = "availability/web/2026-10/tenth";

/** Issues and restates in turn, each time with the rows given; a day apart. */
function chain(terms: ContractInput, ...rows: readonly (readonly object[])[]): Statement[] {
  const [first = [], ...later] = rows;
  const issued = [settled({ contract: terms, rows: first })];
  later.forEach((rowsNow, index) => {
    const asOf = `11-${String(index + 10)}T00:00`;
    const revision = restated({ contract: terms, rows: rowsNow, asOf, issued });
    if (revision !== undefined) issued.push(revision);
  });
  return issued;
}

const net = ({ lines }: Statement) => lines.reduce((sum, { minor }) => sum + minor, 0);
const sumOf = (issued: readonly Statement[], id: string) =>
  issued
    .flatMap(({ lines }) => lines)
    .reduce((sum, one) => (one.id === id ? sum + one.minor : sum), 0);

describe("semantics 38: a revision holds the differences", () => {
  it("a line that a cap brought to 0 makes no difference", () => {
    const contract = contractOf({
      caps: [
        {
          id: "none",
          clause: "6.4",
          covers: "all",
          per: "calendar-month",
          limit: { amount: "0" },
          excess: "lost",
        },
      ],
    });
    const rows = [outage("INC-1", "10-03T01:00", "10-03T02:00")];
    const issued = settled({ contract, rows: [] });
    const later = rows.map((row) => ({ ...row, recordedAt: "2026-11-10T00:00:00Z" }));
    expect(restated({ contract, rows: later, issued: [issued] })).toBeUndefined();
    const zero = settled({ contract, rows });
    expect(zero.lines).toMatchObject([{ amount: "0.00" }]);
    expect(restated({ contract, rows: [], issued: [zero] })).toBeUndefined();
  });

  it("nothing changed, no revision: however late, and whatever else was delivered", () => {
    const issued = chain(contract, [hour]);
    expect(restated({ contract, rows: [hour], issued })).toBeUndefined();
    const other = outage("INC-9", "11-03T00:00", "11-04T00:00");
    expect(restated({ contract, rows: [hour, other], issued })).toBeUndefined();
  });

  it("more is owed: the line holds the difference, and says what it corrects and why", () => {
    const [, revision] = chain(contract, [hour], [hour, day]);
    expect(revision).toMatchObject({
      revision: 1,
      state: "final",
      totals: { automatic: "150.00", lines: "150.00" },
    });
    expect(revision?.lines).toMatchObject([
      {
        id: line,
        exact: "250",
        amount: "150.00",
        minor: 15_000,
        corrects: { revision: 0, was: "100.00", now: "250.00", because: ["records"] },
        allocations: [
          { charge: "fee", minor: 15_000, key: `makegood:acme:2026-10:EUR:r1:${line}:fee` },
        ],
      },
    ]);
    // The results are today's in full, not differences.
    expect(revision?.results[0]?.misses.ids).toEqual(["INC-1", "INC-2"]);
    expect(revision?.manifest.issued).toMatchObject([{ revision: 0 }]);
  });

  it("a line that is new corrects nothing that was issued: was 0.00", () => {
    const [, revision] = chain(contract, [none], [none, hour]);
    expect(revision?.lines).toMatchObject([
      { amount: "100.00", corrects: { revision: 0, was: "0.00", now: "100.00" } },
    ]);
  });

  it("the second difference is taken from the sum of both issues", () => {
    const [, , second] = chain(contract, [hour], [hour, day], [hour]);
    expect(second?.lines[0]).toMatchObject({
      amount: "-150.00",
      corrects: { revision: 1, was: "250.00", now: "100.00" },
    });
  });

  it("an issued revision that changed nothing else leaves the next one with nothing to do", () => {
    const issued = chain(contract, [hour], [hour, day]);
    expect(restated({ contract, rows: [hour, day], issued, asOf: "11-25T00:00" })).toBeUndefined();
  });

  it("a revised line says what was issued before, and what differs", () => {
    const [, revision] = chain(contract, [hour], [hour, day]);
    const steps = revision?.lines[0]?.steps ?? [];
    expect(steps.slice(-2).map(({ op, in: from, out }) => [op, from, out])).toEqual([
      ["issued", undefined, "100.00"],
      ["difference", "250.00 − 100.00", "150.00"],
    ]);
    // Before them the way to the 250.00 that are right now.
    expect(steps.length).toBeGreaterThan(2);
  });

  it("the order in which revisions are given decides nothing", () => {
    const issued = chain(contract, [hour], [hour, day]);
    const forward = restated({ contract, rows: [hour], issued });
    expect(restated({ contract, rows: [hour], issued: [...issued].reverse() })).toEqual(forward);
  });
});

describe("semantics 38: claw-back", () => {
  const allowed = contractOf({ commitments: [stepped], clawBack: "allowed" });

  it("not agreed: a negative net is lifted to 0 by one closing line", () => {
    const [, revision] = chain(contract, [hour, day], [hour]);
    expect(linesOf(revision as Statement)).toEqual([
      `${line} -150.00 automatic`,
      "not-clawed-back 150.00 automatic",
    ]);
    expect(revision?.totals.lines).toBe("0.00");
    expect(revision?.lines[1]?.corrects).toEqual({
      revision: 0,
      was: "0.00",
      now: "150.00",
      because: ["records"],
    });
    expect(revision?.lines[1]?.steps.map(({ op, in: from, out }) => [op, from, out])).toEqual([
      ["sum", "-150.00", "-150.00"],
      ["difference", "0.00 − (-150.00)", "150.00"],
    ]);
  });

  it("agreed: the money flows back", () => {
    const [, revision] = chain(allowed, [hour, day], [hour]);
    expect(linesOf(revision as Statement)).toEqual([`${line} -150.00 automatic`]);
  });

  it("a line that vanishes is taken back whole", () => {
    const [, revision] = chain(allowed, [hour], [none]);
    expect(revision?.lines).toMatchObject([
      {
        id: line,
        exact: "0",
        amount: "-100.00",
        parts: [],
        corrects: { was: "100.00", now: "0.00" },
      },
    ]);
  });

  it("what was not clawed back is used up first by later positive nets", () => {
    // 250 paid; 100 is right (150 held); 250 is right again: nothing more is due.
    const issued = chain(contract, [hour, day], [hour], [hour, day]);
    expect(linesOf(issued[2] as Statement)).toEqual([
      `${line} 150.00 automatic`,
      "not-clawed-back -150.00 automatic",
    ]);
    expect(issued.map(net)).toEqual([25_000, 0, 0]);
  });

  it("a positive net that is less than what is held uses up its part; the rest stays held", () => {
    // 250 → 0 holds 250; → 100 uses 100; → 250 uses the other 150.
    const issued = chain(contract, [hour, day], [none], [hour], [hour, day]);
    expect(issued.map((one) => one.lines.map(({ amount }) => amount))).toEqual([
      ["250.00"],
      ["-250.00", "250.00"],
      ["100.00", "-100.00"],
      ["150.00", "-150.00"],
    ]);
    expect(sumOf(issued, line)).toBe(25_000);
    expect(sumOf(issued, "not-clawed-back")).toBe(0);
  });

  it("it is used up on the charges that hold it, before others", () => {
    // 100.00 of web are held on its charge. Then 100.00 of each are owed: 100.00 of 200.00 are used
    // up, all of them on the charge of web, so that each charge bears 100.00.
    const both = contractOf({
      services: [
        { id: "web", charges: [{ id: "fee", amount: "1000.00", per: "month" }] },
        { id: "api", charges: [{ id: "api-fee", amount: "1000.00", per: "month" }] },
      ],
      bases: [{ id: "monthly", of: "scope" }],
      commitments: [{ ...stepped, scope: { each: { services: ["web", "api"] } } }],
    });
    const ofApi = { ...hour, id: "INC-3", service: "api" };
    const issued = chain(both, [hour], [none], [hour, ofApi]);
    expect(issued.map((one) => one.lines.at(-1)?.amount)).toEqual(["100.00", "100.00", "-100.00"]);
    const booked = (charge: string) =>
      issued
        .flatMap(({ lines }) => lines.flatMap(({ allocations }) => allocations))
        .reduce((sum, one) => (one.charge === charge ? sum + one.minor : sum), 0);
    expect([booked("fee"), booked("api-fee")]).toEqual([10_000, 10_000]);
  });

  it("a net that grows beyond what is held pays the rest", () => {
    // 100 → 0 holds 100; → 250: 250 − 100 are paid.
    const issued = chain(contract, [hour], [none], [hour, day]);
    expect(issued.map(net)).toEqual([10_000, 0, 15_000]);
  });

  it("the net decides, not the line: one commitment down, another up by as much", () => {
    // A response commitment of 150.00 appears while 150.00 of availability goes.
    const two = contractOf({
      commitments: [
        stepped,
        {
          ...availability,
          id: "second",
          targets: [{ atLeast: "99" }],
          credits: [
            { id: "flat", clause: "6", on: "measured", how: "flat", give: { amount: "150.00" } },
          ],
        },
      ],
      services: [
        { id: "web", charges: [{ id: "fee", amount: "1000.00", per: "month" }] },
        { id: "api", charges: [] },
      ],
    });
    const api: ContractInput = {
      ...two,
      commitments: two.commitments.map((one) =>
        one.id === "second" ? { ...one, scope: { service: "api" } } : one,
      ),
    };
    const other = { ...day, service: "api", id: "API-1" };
    const [, revision] = chain(api, [hour, day], [hour, other]);
    expect(linesOf(revision as Statement)).toEqual([
      `${line} -150.00 automatic`,
      "second/api/2026-10/flat 150.00 automatic",
    ]);
  });

  it("what was forfeited was never paid: taking it back holds nothing against the customer", () => {
    const onRequest: ContractInput = {
      ...contract,
      claim: {
        on: "request",
        stages: [{ what: "claim", within: { days: 5 }, after: "settlement-end" }],
      },
      services: [...contract.services, { id: "api", charges: [] }],
      commitments: [stepped, { ...stepped, id: "second", scope: { service: "api" } }],
    };
    const claim = {
      type: "claim",
      id: "C",
      at: "2026-11-02T00:00:00Z",
      period: "2026-10",
      commitment: "second",
    };
    const api = (rows: ReturnType<typeof outage>[]) =>
      rows.map((row) => ({ ...row, id: `API-${row.id}`, service: "api" }));
    // Availability of web: forfeited 250.00, later 0. Of api: claimed 100.00, later 250.00.
    const first = settled({
      contract: onRequest,
      rows: [day, ...api([hour]), claim],
      asOf: "11-10T00:00",
    });
    expect(linesOf(first)).toEqual([
      `${line} 250.00 forfeited`,
      "second/api/2026-10/tenth 100.00 claimable",
    ]);
    const second = restated({
      contract: onRequest,
      rows: [none, ...api([hour]), claim],
      asOf: "11-11T00:00",
      issued: [first],
    });
    expect(linesOf(second as Statement)).toEqual([`${line} -250.00 forfeited`]);
    const third = restated({
      contract: onRequest,
      rows: [none, ...api([hour, day]), claim],
      asOf: "11-12T00:00",
      issued: [first, second as Statement],
    });
    expect(linesOf(third as Statement)).toEqual(["second/api/2026-10/tenth 150.00 claimable"]);
  });
});

describe("semantics 32, 38: bookings over revisions", () => {
  const charges = ["75", "25"].map((amount, index) => ({
    id: `f${index + 1}`,
    amount,
    per: "month" as const,
  }));
  const split = contractOf({
    services: [{ id: "web", charges }],
    bases: [{ id: "monthly", of: ["f1", "f2"] }],
    commitments: [{ ...stepped, credits: [tiered(["99", "99.9", "0.99"], ["0", "99", "1.5"])] }],
    clawBack: "allowed",
  });

  it("add up by charge to what one statement would have booked", () => {
    const issued = chain(split, [hour], [hour, day], [hour], [none]);
    const booked = (count: number) => {
      const sums = new Map<string, number>();
      for (const { charge, minor } of issued
        .slice(0, count)
        .flatMap(({ lines }) => lines.flatMap(({ allocations }) => allocations)))
        sums.set(charge, (sums.get(charge) ?? 0) + minor);
      return [sums.get("f1"), sums.get("f2")];
    };
    // 0.99 is 0.7425 + 0.2475: 74 and 25 cents. 1.50 is 1.125 + 0.375: a tie of halves, f1 first.
    expect(booked(1)).toEqual([74, 25]);
    expect(booked(2)).toEqual([113, 37]);
    expect(booked(3)).toEqual([74, 25]);
    expect(booked(4)).toEqual([0, 0]);
  });

  it("each booking has a key of its own over all revisions", () => {
    const issued = chain(split, [hour], [hour, day], [hour], [none]);
    const keys = issued.flatMap(({ lines }) =>
      lines.flatMap(({ allocations }) => allocations.map(({ key }) => key)),
    );
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBe(8);
  });
});

describe("semantics 37, 38: why it differs", () => {
  it("terms: the schedule was amended", () => {
    const issued = chain(contract, [hour]);
    const amended = contractOf({
      commitments: [{ ...stepped, credits: [tiered(["0", "99.9", "20"])] }],
    });
    const revision = restated({ contract: amended, rows: [hour], issued });
    expect(revision?.lines[0]).toMatchObject({
      amount: "100.00",
      corrects: { because: ["terms"] },
    });
  });

  it("records and terms", () => {
    const issued = chain(contract, [hour]);
    const amended = contractOf({
      commitments: [{ ...stepped, credits: [tiered(["0", "99.9", "20"])] }],
    });
    const revision = restated({ contract: amended, rows: [hour, none], issued });
    expect(revision?.lines[0]?.corrects?.because).toEqual(["records", "terms"]);
  });

  it("time: a record that was written down after the first statement was made", () => {
    const late = { ...day, recordedAt: "2026-11-10T00:00:00Z" };
    const first = settled({ contract, rows: [hour, late] });
    expect(linesOf(first)).toEqual([`${line} 100.00 automatic`]);
    const later = restated({ contract, rows: [hour, late], issued: [first] });
    // 25 of 744 hours: 96.64 %, 250.00.
    expect(later?.lines[0]).toMatchObject({ amount: "150.00", corrects: { because: ["time"] } });
  });

  it("what was forfeited is owed after all: the whole of it, and the forfeited line is taken back", () => {
    const stages = [{ what: "claim", within: { days: 30 }, after: "settlement-end" }] as const;
    const terms = contractOf({
      commitments: [stepped],
      claim: { on: "request", stages: [...stages] },
    });
    const parsed = parseContract(terms);
    const settleAt = (rows: readonly object[], asOf: string) => ({
      contract: parsed,
      records: parseRecords(rows, parsed),
      asOf,
    });
    const first = safeSettle({ ...settleAt([hour], "2026-12-15T00:00:00Z"), period: "2026-10" });
    if (!first.ok) throw new Error("the first statement is made");
    expect(linesOf(first.value)).toEqual([`${line} 100.00 forfeited`]);
    const claim = { type: "claim", id: "CL-1", at: "2026-11-20T00:00:00Z", period: "2026-10" };
    const later = safeRestate({
      ...settleAt([hour, day, claim], "2027-01-10T00:00:00Z"),
      issued: [first.value],
    });
    const revision = later.ok ? later.value : undefined;
    expect(revision && linesOf(revision)).toEqual([
      `${line} 250.00 claimable`,
      `${line}#owed-after-all -100.00 forfeited`,
    ]);
    // Over both statements: 250.00 to be paid, nothing forfeited any more.
    expect(revision?.totals).toMatchObject({
      claimable: "250.00",
      forfeited: "-100.00",
      lines: "150.00",
    });
    const issued = [first.value, revision as Statement];
    const again = safeRestate({ ...settleAt([hour, day, claim], "2027-02-10T00:00:00Z"), issued });
    expect(again.ok && again.value).toBeUndefined();
  });

  it("a provisional statement closes nothing: it is settled again, not restated", () => {
    const running = settled({ contract, rows: [hour], asOf: "10-20T00:00" });
    const parsed = parseContract(contract);
    const call = { contract: parsed, records: parseRecords([hour, day], parsed) };
    const result = safeRestate({ ...call, issued: [running], asOf: "2026-11-20T00:00:00Z" });
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual(["restate.not-final"]);
    const again = safeSettle({
      ...call,
      issued: [running],
      period: "2026-10",
      asOf: "2026-11-20T00:00:00Z",
    });
    expect(again.ok && again.value.lines[0]?.amount).toBe("250.00");
  });

  it("the zone of the contract moved: the label means another stretch of time", () => {
    const [first] = chain(contract, [hour]);
    const moved = parseContract({ ...contract, timeZone: "Asia/Shanghai" });
    const records = parseRecords([hour, day], moved);
    const result = safeRestate({
      contract: moved,
      records,
      issued: [first as Statement],
      asOf: "2026-11-20T00:00:00Z",
    });
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual([
      "restate.other-bounds",
    ]);
  });

  it("engine: other figures are refused unless accepted", () => {
    const [first] = chain(contract, [hour]);
    const older = seal({ ...(first as Statement), figures: 0 });
    const parsed = parseContract(contract);
    const call = {
      issued: [older],
      contract: parsed,
      records: parseRecords([hour, day], parsed),
      asOf: "2026-11-20T00:00:00Z",
    };
    const strict = safeRestate(call);
    expect(strict.ok ? [] : strict.issues.map(({ code }) => code)).toEqual([
      "restate.other-figures",
    ]);
    const lenient = safeRestate({ ...call, acceptFigures: true, producedBy: { node: "20" } });
    expect(lenient.ok && lenient.value?.lines[0]?.corrects?.because).toEqual(["records", "engine"]);
    expect(lenient.ok && lenient.value?.producedBy).toMatchObject({ node: "20" });
  });
});

describe("semantics 38: what was issued is checked first", () => {
  const issued = chain(contract, [hour], [hour, day]);
  const [first, second] = issued as [Statement, Statement];
  const november = settled({
    contract,
    rows: [hour],
    period: "2026-11",
    asOf: "2026-12-05T00:00:00Z",
  });
  const parsed = parseContract(contract);
  const records = parseRecords([hour], parsed);
  const call = { issued, contract: parsed, records, asOf: "2026-11-20T00:00:00Z" };
  const otherContract = parseContract(contractOf({ id: "other", commitments: [stepped] }));
  const weekly = parseContract(
    contractOf({ settlement: "calendar-quarter", commitments: [{ ...stepped, credits: [] }] }),
  );

  it.each([
    { change: { issued: [] }, code: "restate.nothing-issued", why: "nothing was issued" },
    { change: { issued: undefined }, code: "restate.nothing-issued", why: "no list" },
    { change: { issued: [null] }, code: "restate.not-a-statement", why: "no statement" },
    {
      change: { issued: [{ ...first, lines: "none" }] },
      code: "restate.not-a-statement",
      why: "lines that are no list",
    },
    {
      change: { issued: [{ ...first, revision: 0, asOf: "2026-11-01T00:00:00Z" }] },
      code: "restate.tampered",
      why: "another asOf than was sealed",
    },
    {
      change: { issued: [{ ...first, extra: 1n }] },
      code: "restate.tampered",
      why: "what is no JSON was never sealed",
    },
    { change: { issued: [second] }, code: "restate.revision-gap", why: "revision 0 is missing" },
    {
      change: { issued: [first, first] },
      code: "restate.revision-gap",
      why: "revision 0 stands twice",
    },
    {
      change: { issued: [first, november] },
      code: "restate.another-period",
      why: "October and November",
    },
    {
      change: { asOf: "2026-11-09T00:00:00Z" },
      code: "restate.as-of-before-issued",
      why: "revision 1 knew more",
    },
    { change: { asOf: "yesterday" }, code: "stamp.malformed", why: "no instant" },
    {
      change: { issued: [seal({ ...first, asOf: "soon" })] },
      code: "stamp.malformed",
      why: "an issued asOf that is none",
    },
    {
      change: { contract: otherContract, records: parseRecords([hour], otherContract) },
      code: "restate.another-contract",
      why: "issued for another contract",
    },
    {
      change: { contract: weekly, records: parseRecords([hour], weekly) },
      code: "period.other-kind",
      why: "the terms now settle quarters",
    },
    {
      change: { contract: otherContract },
      code: "settle.records-of-another-contract",
      why: "records of other terms",
    },
    { change: { records: [] }, code: "settle.not-parsed", why: "rows that nobody parsed" },
  ])("$code: $why", ({ change, code }) => {
    const result = safeRestate({ ...call, ...change } as never);
    expect(result.ok ? [] : result.issues.map((one) => one.code)).toContain(code);
  });

  it("producedBy is outside the seal (39)", () => {
    const moved = issued.map((one) => ({ ...one, producedBy: { engine: "elsewhere" } }));
    expect(safeRestate({ ...call, issued: moved }).ok).toBe(true);
  });

  it("at the very asOf of the last revision", () => {
    expect(safeRestate({ ...call, asOf: second.asOf }).ok).toBe(true);
  });
});
