import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { explain, type Statement } from "../../src/index.ts";
import type { RecordInput } from "../../src/schema/records.ts";
import { minorTotal, restated, settled } from "../support/engine.ts";
import { evaluate, text } from "../support/fraction.ts";
import { type World, worlds } from "../support/generate.ts";
import { serviceNames } from "../support/generate-contract.ts";
import { RUNS, RUNS_COSTLY } from "../support/settings.ts";
import { expectToHold } from "../support/steps.ts";

type Commitment = ContractInput["commitments"][number];
type Outage = Extract<RecordInput, { type: "outage" }>;

const regions = [undefined, "eu", "us"] as const;

/** Which outages have which region, and a root cause among those that have none. */
interface Told {
  readonly region: number;
  readonly root: number;
}

/** A world with regions and root causes of outages, and credits that ask for them. */
const asked: fc.Arbitrary<World> = fc
  .tuple(
    worlds({ tickets: 0, outages: 12 }).filter(({ parts }) => parts.services > 1),
    fc.array(fc.record({ region: fc.nat(2), root: fc.nat(11) }), { minLength: 9, maxLength: 9 }),
  )
  .map(([world, told]) => ({
    ...world,
    contract: withCredits(world.contract),
    rows: withTold(world.rows, told),
  }));

const eachMiss = { on: "each-miss", how: "flat", give: { amount: "7" } } as const;

function withCredits(contract: ContractInput): ContractInput {
  const [availability, ...others] = contract.commitments as [Commitment, ...Commitment[]];
  const credits: Commitment["credits"] = [
    ...(availability.credits ?? []),
    { id: "eu", clause: "6.2", where: { region: ["eu"] }, ...eachMiss },
    { id: "all", clause: "6.3", ...eachMiss },
    {
      id: "chronic",
      clause: "6.4",
      when: { events: { n: 2, per: availability.period, only: "claimed-in-time" } },
      on: "measured",
      how: "flat",
      give: { amount: "9" },
    },
  ];
  return {
    ...contract,
    commitments: [{ ...availability, credits }, ...others],
    stacking: [
      { id: "root", clause: "6.5", among: ["uptime", "eu", "all"], pays: "root-cause-only" },
    ],
  };
}

/** Every other outage has no root cause, so that there is something to name. */
function withTold(rows: World["rows"], told: readonly Told[]): World["rows"] {
  const outages = rows.filter((row): row is Outage => row.type === "outage");
  const roots = outages.filter((_, index) => index % 2 === 0);
  return rows.map((row) => {
    const index = outages.indexOf(row as Outage);
    if (index === -1) return row;
    const { region = 0, root = 0 } = told[index % told.length] ?? {};
    const named = regions[region];
    const cause = index % 2 === 0 ? undefined : roots[root % roots.length];
    return {
      ...row,
      ...(named === undefined ? {} : { attributes: { region: named } }),
      ...(cause === undefined ? {} : { rootCause: cause.id }),
    } as Outage;
  });
}

const plain = (world: World): World => ({
  ...world,
  contract: { ...world.contract, stacking: [] },
});

/** Without what was caused in the scope of other services, as far as that is known at asOf. */
function withoutCaused(world: World, service: string): World {
  const outages = world.rows.filter((row): row is Outage => row.type === "outage");
  const known = outages.filter(({ from }) => Date.parse(from) < world.asOfMs);
  const serviceOf = new Map(known.map((row) => [row.id, row.service]));
  const gone = new Set(
    outages
      .filter((row) => row.service === service && row.rootCause !== undefined)
      .filter(({ rootCause = "" }) => (serviceOf.get(rootCause) ?? service) !== service)
      .map(({ id }) => id),
  );
  const rows = world.rows.filter(
    (row) => !gone.has(row.id ?? "") && !(row.type === "attribution" && gone.has(row.outage)),
  );
  return { ...world, rows };
}

const exactOf = ({ lines }: Statement, id: string) =>
  evaluate(lines.find((line) => line.id === id)?.exact ?? "0") ?? { n: 0n, d: 1n };
const missesOf = ({ results }: Statement, id: string) =>
  results.find((one) => one.id === id)?.misses.ids ?? [];
const isMore = (a: { n: bigint; d: bigint }, b: { n: bigint; d: bigint }) => a.n * b.d > b.n * a.d;

describe("semantics 32: credits by root causes and by what outages say", () => {
  it("the lesser of the whole and of what the records without the caused ones give", () => {
    let reduced = 0;
    fc.assert(
      fc.property(asked, (world) => {
        const [found, whole] = [settled(world), settled(plain(world))];
        for (const service of serviceNames(world.parts)) {
          const alone = settled(plain(withoutCaused(world, service)));
          for (const credit of ["uptime", "eu", "all"]) {
            const id = `availability/${service}/${world.period}/${credit}`;
            const [full, less] = [exactOf(whole, id), exactOf(alone, id)];
            const lesser = isMore(less, full) ? full : less;
            // An outage that only counts where a heavier one is left out is no miss of the result.
            const result = `availability/${service}/${world.period}`;
            const own = new Set(missesOf(whole, result));
            const isPart = missesOf(alone, result).every((miss) => own.has(miss));
            if (credit === "uptime" || isPart) expect(text(exactOf(found, id))).toBe(text(lesser));
            else expect(isMore(exactOf(found, id), lesser)).toBe(false);
            if (isMore(full, less)) reduced += 1;
          }
        }
        // What is not in the list, and what a commitment came to, stay as they are.
        expect(found.results).toEqual(whole.results);
        expect(
          found.lines.filter(({ id }) => id.endsWith("/chronic")).map(({ exact }) => exact),
        ).toEqual(
          whole.lines.filter(({ id }) => id.endsWith("/chronic")).map(({ exact }) => exact),
        );
      }),
      { numRuns: RUNS },
    );
    expect(reduced).toBeGreaterThan(0);
  });

  it("every printed step is true, and explaining tells the same", () => {
    let held = 0;
    fc.assert(
      fc.property(asked, (world) => {
        const statement = settled(world);
        for (const { id, steps } of statement.lines) {
          const explained = explain(statement, { line: id });
          for (const step of steps) expect(explained.steps).toContainEqual(step);
          held += expectToHold(explained.steps);
        }
      }),
      { numRuns: RUNS },
    );
    expect(held).toBeGreaterThan(RUNS);
  });

  it("of all misses `where` selects some, each with what it is worth there", () => {
    fc.assert(
      fc.property(asked, (world) => {
        const { lines, results } = settled(plain(world));
        for (const line of lines.filter(({ id }) => id.endsWith("/eu"))) {
          const ids = results.find(({ id }) => id === line.result)?.misses.ids ?? [];
          expect(line.parts.every(({ record }) => ids.includes(record))).toBe(true);
          expect(line.exact).toBe(String(7 * line.parts.length));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("a chronic failure by claimed events: claims are of misses, and enough of them were made", () => {
    fc.assert(
      fc.property(asked, (world) => {
        const { lines, results } = settled(world);
        const isAutomatic = world.parts.claim === "automatic";
        for (const { id, misses, verdict } of results) {
          const made = isAutomatic
            ? misses.count
            : new Set(
                misses.claims
                  ?.filter(({ stages }) => stages.every(({ state }) => state === "made"))
                  .map(({ record }) => record),
              ).size;
          const isDue = lines.some((line) => line.id === `${id}/chronic`);
          const distinct = isAutomatic ? new Set(misses.ids).size : made;
          expect({ id, verdict, isDue }).toEqual({
            id,
            verdict,
            isDue: distinct >= 2 && hasFigure(results, id),
          });
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("restating: nothing where nothing changed, else the difference", () => {
    fc.assert(
      fc.property(asked, (world) => {
        const before: World = {
          ...world,
          rows: world.rows.map(({ ...row }) => {
            if (row.type === "outage") delete row.rootCause;
            return row;
          }),
        };
        const first = settled(before);
        fc.pre(first.state === "final");
        fc.pre(
          [first, settled(world)].every(({ lines }) =>
            lines.every(({ status }) => status !== "forfeited"),
          ),
        );
        expect(restated(before, [first])).toBeUndefined();
        const revision = restated(world, [first]);
        const [paid, fresh] = [minorTotal(first), minorTotal(settled(world))];
        const now = paid + (revision === undefined ? 0 : minorTotal(revision));
        expect(now).toBe(world.parts.clawBack === "none" ? Math.max(paid, fresh) : fresh);
        if (revision !== undefined) expect(restated(world, [first, revision])).toBeUndefined();
      }),
      { numRuns: RUNS_COSTLY },
    );
  });
});

function hasFigure(results: Statement["results"], id: string): boolean {
  return results.find((one) => one.id === id)?.figure !== null;
}
