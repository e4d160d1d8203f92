import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseContract, parseRecords, type Statement, settle } from "../../src/index.ts";
import type { RecordInput } from "../../src/schema/records.ts";
import { expectSameBytes, figuresOf, minorTotal, settled } from "../support/engine.ts";
import { fractionOf, less, sumOf, text } from "../support/fraction.ts";
import { type World, worlds } from "../support/generate.ts";
import { serviceNames } from "../support/generate-contract.ts";
import { stamp } from "../support/local-time.ts";
import { RUNS, RUNS_COSTLY } from "../support/settings.ts";
import { shuffled, withShuffledKeys } from "../support/shuffle.ts";
import { put, soundContract } from "../support/sound.ts";

const holds = (arbitrary: fc.Arbitrary<World>, law: (world: World) => void, numRuns = RUNS) =>
  fc.assert(fc.property(arbitrary, law), { numRuns });

describe("semantics 27: the ledger", () => {
  it("classes sum to the elapsed period, and the evidence to what is bad", () => {
    holds(worlds({ tickets: 0 }), (world) => {
      const statement = settled(world);
      const elapsed = Math.min(world.asOfMs, world.place.until) - world.place.from;
      for (const { id, ledger, bad } of statement.results) {
        const classes = (ledger?.classes ?? []).map(({ ms }) => Number(ms));
        expect(Math.min(0, ...classes)).toBe(0);
        expect(Number(ledger?.elapsedMs)).toBe(elapsed);
        expect(classes.reduce((a, b) => a + b, 0)).toBe(elapsed);
        const shares = statement.evidence.outages.filter(({ result }) => result === id);
        expect(text(sumOf(shares.map(({ downtimeMs }) => fractionOf(downtimeMs))))).toBe(
          text(fractionOf(bad)),
        );
      }
    });
  });
});

describe("semantics 18, 24: more outage", () => {
  // Its cause is not one that a rule takes. An excluded outage may raise a figure: it takes time
  // from a fault that runs at the same instant.
  it("never raises availability, whether or not windows leave the denominator", () => {
    const more = fc.record({
      service: fc.nat({ max: 2 }),
      hour: fc.integer({ min: -2, max: 750 }),
      seconds: fc.constantFrom(1, 59, 60, 300, 3600, 90_000),
    });
    fc.assert(
      fc.property(worlds({ tickets: 0 }), more, (world, extra) => {
        // Where the coverage is short, a light fault that comes to count brings its own time along.
        const isShort = world.rows.some(({ type }) => type === "coverage");
        fc.pre(!isShort || world.parts.weights === undefined);
        const services = serviceNames(world.parts);
        const from = world.place.from + extra.hour * 3_600_000;
        const row: RecordInput = {
          type: "outage",
          id: "INC-MORE",
          service: services[extra.service % services.length] ?? "alpha",
          from: stamp(from),
          until: stamp(from + extra.seconds * 1000),
        };
        const before = settled(world);
        const after = settled({ ...world, rows: [...world.rows, row] });
        before.results.forEach(({ id, figure }, index) => {
          const now = after.results[index];
          expect(now?.id).toBe(id);
          if (figure === null || now?.figure == null) return;
          expect(less(fractionOf(figure.exact), fractionOf(now.figure.exact))).toBe(false);
        });
      }),
      { numRuns: RUNS },
    );
  });
});

describe("semantics 39, 40: the order and the number of rows", () => {
  it("permuting rows changes no byte", () => {
    const permuted = worlds().chain((world) =>
      fc.record({ world: fc.constant(world), rows: shuffled(world.rows) }),
    );
    fc.assert(
      fc.property(permuted, ({ world, rows }) => {
        expectSameBytes(settled({ ...world, rows }), settled(world));
      }),
      { numRuns: RUNS },
    );
  });

  // The order of events is part of a record, so the digest of the records tells it.
  it("permuting the events of a ticket changes no figure (10)", () => {
    const permuted = worlds({ tickets: 6, pausedDays: true }).chain((world) => {
      const rows = world.rows.map((row) =>
        row.type === "ticket"
          ? shuffled(row.events ?? []).map((events): RecordInput => ({ ...row, events }))
          : fc.constant(row),
      );
      return fc.record({ world: fc.constant(world), rows: fc.tuple(...rows) });
    });
    fc.assert(
      fc.property(permuted, ({ world, rows }) => {
        const [one, other] = [settled(world), settled({ ...world, rows })];
        expect(figuresOf(other)).toEqual(figuresOf(one));
        expect(other.evidence).toEqual(one.evidence);
      }),
      { numRuns: RUNS },
    );
  });

  it("an outage cut into two that touch changes no figure", () => {
    holds(worlds({ tickets: 0 }), (world) => {
      const rows = world.rows.flatMap((row) =>
        row.type === "outage" ? halves(world, row) : [row],
      );
      expect(figuresOf(settled({ ...world, rows }))).toEqual(figuresOf(settled(world)));
    });
  });

  it("an outage cut into two that touch is one miss", () => {
    const outage = (id: string, from: string, until: string): RecordInput => ({
      type: "outage",
      id,
      service: "messaging",
      from: `2026-10-03T${from}Z`,
      until: `2026-10-03T${until}Z`,
    });
    const credit = { on: "each-miss", how: "flat", give: { amount: "500.00" } };
    const contract = parseContract(
      put(soundContract, ["commitments", 0, "credits"], [{ id: "each", clause: "6", ...credit }]),
    );
    const owed = (rows: RecordInput[]) => {
      const records = parseRecords(rows, contract);
      const asOf = "2026-11-05T00:00:00Z";
      return settle({ contract, records, period: "2026-10", asOf }).totals.lines;
    };
    // One hour down breaches 99.95 % of a month; it is one outage however it is written (18).
    expect(owed([outage("A", "01:00:00", "02:00:00")])).toBe("500.00");
    expect(owed([outage("A", "01:00:00", "01:30:00"), outage("B", "01:30:00", "02:00:00")])).toBe(
      "500.00",
    );
  });

  it("equal duplicates merge", () => {
    holds(worlds(), (world) => {
      const once = settled(world);
      const twice = settled({ ...world, rows: [...world.rows, ...world.rows.slice(0, 5)] });
      expect(figuresOf(twice)).toEqual(figuresOf(once));
      expect(twice.manifest.digest).toEqual(once.manifest.digest);
    });
  });

  it("the order of keys changes no byte", () => {
    fc.assert(
      fc.property(worlds(), fc.nat(), (world, seed) => {
        const contract = parseContract(withShuffledKeys(world.contract, seed));
        const rows = world.rows.map((row, i) => withShuffledKeys(row, seed + i));
        const records = parseRecords(rows, contract);
        const other = settle({ contract, records, period: world.period, asOf: world.asOf });
        expectSameBytes(other, settled(world));
      }),
      { numRuns: RUNS },
    );
  });

  it("asking twice gives the same bytes", () => {
    holds(worlds(), (world) => expectSameBytes(settled(world), settled(world)));
  });
});

function halves(world: World, row: Extract<RecordInput, { type: "outage" }>): RecordInput[] {
  const isNamed = world.rows.some(
    (other) => other.type === "attribution" && other.outage === row.id,
  );
  if (isNamed || row.until === undefined) return [row];
  const [from, until] = [Date.parse(row.from), Date.parse(row.until)];
  const middle = stamp(Math.floor((from + until) / 2000) * 1000);
  return [
    { ...row, until: middle },
    { ...row, id: `${row.id}-rest`, from: middle },
  ];
}

describe("semantics 29 to 33: credits", () => {
  it("a longer outage never pays less (tiers, caps)", () => {
    const lengths = fc.uniqueArray(fc.integer({ min: 0, max: 700 * 3600 }), {
      minLength: 2,
      maxLength: 5,
    });
    fc.assert(
      fc.property(worlds({ outages: 0, tickets: 0, running: false }), lengths, (world, list) => {
        const alone = world.rows.filter(({ type }) => type === "claim");
        const totals = list
          .toSorted((a, b) => a - b)
          .map((seconds) => {
            const row: RecordInput = {
              type: "outage",
              id: "INC-1",
              service: "alpha",
              from: stamp(world.place.from),
              until: stamp(world.place.from + seconds * 1000),
            };
            return minorTotal(settled({ ...world, rows: [...alone, row] }));
          });
        expect(totals).toEqual(totals.toSorted((a, b) => a - b));
      }),
      { numRuns: RUNS_COSTLY },
    );
  });

  it("lines add up to the totals, stay within caps and are allocated in full", () => {
    holds(worlds({ tickets: 6, pausedDays: true }), (world) => {
      const statement = settled(world);
      const { lines, totals, caps } = statement;
      const sum = (list: Statement["lines"]) => text(sumOf(list.map((l) => fractionOf(l.amount))));
      expect(sum(lines)).toBe(text(fractionOf(totals.lines)));
      const parts = ["automatic", "claimable", "forfeited", "provisional"] as const;
      for (const status of parts) {
        expect(sum(lines.filter((line) => line.status === status))).toBe(
          text(fractionOf(totals[status])),
        );
      }
      expect(text(sumOf(parts.map((status) => fractionOf(totals[status]))))).toBe(
        text(fractionOf(totals.lines)),
      );
      for (const cap of caps) {
        expect(less(fractionOf(cap.limit), fractionOf(cap.after))).toBe(false);
      }
      for (const line of lines) {
        expect(line.minor).toBeGreaterThanOrEqual(0);
        if (line.allocations.length > 0) {
          expect(line.allocations.reduce((a, { minor }) => a + minor, 0)).toBe(line.minor);
        }
      }
      const keys = lines.flatMap(({ allocations }) => allocations.map(({ key }) => key));
      expect(new Set(keys).size).toBe(keys.length);
    });
  });
});

describe("semantics 23 to 27: evidence", () => {
  // Attributions and coverage stand behind other records; met tickets are a count only.
  it("an outage or maintenance that no evidence row names changes no figure", () => {
    holds(worlds(), (world) => {
      const statement = settled(world);
      const { outages, excluded, rejected, notCounted } = statement.evidence;
      const named = new Set(
        [...outages, ...excluded, ...rejected, ...notCounted].map(({ record }) => record),
      );
      const rows = world.rows.filter(
        ({ type, id }) => (type !== "outage" && type !== "maintenance") || named.has(id),
      );
      const known = new Set(rows.map(({ id }) => id));
      const kept = rows.filter((row) => row.type !== "attribution" || known.has(row.outage));
      const isSourceLeft = kept.some(({ type }) => type === "outage" || type === "maintenance");
      fc.pre(isSourceLeft);
      expect(figuresOf(settled({ ...world, rows: kept }))).toEqual(figuresOf(statement));
    });
  });

  it("an outage before the period is named where it makes a run long enough", () => {
    const contract = parseContract(
      put(soundContract, ["commitments", 0, "measure", "minimumOutage"], "PT1M"),
    );
    const outage = { type: "outage", service: "messaging" };
    // 30 s before the period touch 40 s inside it: one outage of 70 s, of which 40 s are inside.
    const rows = [
      { ...outage, id: "A", from: "2026-09-30T15:59:30Z", until: "2026-09-30T16:00:00Z" },
      { ...outage, id: "B", from: "2026-09-30T16:00:00Z", until: "2026-09-30T16:00:40Z" },
    ];
    const records = parseRecords(rows, contract);
    const asOf = "2026-11-05T00:00:00Z";
    const statement = settle({ contract, records, period: "2026-10", asOf });
    expect(statement.results[0]?.bad).toBe("40000");
    const { outages, notCounted } = statement.evidence;
    expect([...outages, ...notCounted].map(({ record }) => record).toSorted()).toEqual(["A", "B"]);
  });

  it("a renamed incident changes no total", () => {
    holds(worlds(), (world) => {
      const rename = (id: string) => (id.startsWith("INC-") ? `zz${id.slice(4)}` : id);
      const rows = world.rows.map((row): RecordInput => {
        if (row.type === "outage") return { ...row, id: rename(row.id) };
        return row.type === "attribution" ? { ...row, outage: rename(row.outage) } : row;
      });
      expect(figuresOf(settled({ ...world, rows }))).toEqual(figuresOf(settled(world)));
    });
  });
});
