import fc from "fast-check";
import { expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { parseContract, parseRecords, safeSettle } from "../../src/index.ts";
import { contractOf, response } from "./world.ts";

/** Rows by severity and plan, tickets with both, and changes of priority at whole minutes. */

const severities = ["P1", "P2", "P3"];
const plans = ["base", "gold"];
const where = fc
  .record({
    severity: fc.option(fc.subarray(severities, { minLength: 1 }), { nil: undefined }),
    plan: fc.option(fc.subarray(plans, { minLength: 1 }), { nil: undefined }),
  })
  .filter(({ severity, plan }) => severity !== undefined || plan !== undefined)
  .map(({ severity, plan }) => ({
    ...(severity === undefined ? {} : { severity }),
    ...(plan === undefined ? {} : { plan }),
  }));
type Where = { readonly severity?: readonly string[]; readonly plan?: readonly string[] };
const minute = fc.integer({ min: 0, max: 20 });
const asked = fc.record({
  rows: fc.array(where, { minLength: 1, maxLength: 3 }),
  severity: fc.constantFrom(...severities),
  plan: fc.constantFrom(...plans),
  changes: fc.uniqueArray(fc.record({ at: minute, severity: fc.constantFrom(...severities) }), {
    selector: ({ at }) => at,
    maxLength: 4,
  }),
  repliedAt: fc.option(minute, { nil: undefined }),
  scattered: fc.boolean(),
});
/** What the first instant says of a clock that begins, changes and ends in it, cases by hand say. */
const cases = asked.filter(
  ({ changes, repliedAt }) => repliedAt !== 0 || changes.every(({ at }) => at > 0),
);

const opened = Date.parse("2026-10-12T09:00:00Z");
const stampOf = (at: number) => new Date(opened + at * 60_000).toISOString();

/** How many rows take the ticket in each minute of its clock, the first one always, by trying all of them. */
function byHand(
  rows: readonly Where[],
  plan: string,
  severityAt: (at: number) => string,
  end: number,
): readonly number[] {
  const counts: number[] = [];
  for (let at = 0; at < Math.max(end, 1); at += 1) {
    const severity = severityAt(at);
    const taking = rows.filter(
      (row) => (row.severity?.includes(severity) ?? true) && (row.plan?.includes(plan) ?? true),
    );
    counts.push(taking.length);
  }
  return counts;
}

it("semantics 13: refused are tickets that several rows take in some minute, others are as with `first`", () => {
  let refusals = 0;
  fc.assert(
    fc.property(cases, ({ rows, severity, plan, changes, repliedAt, scattered }) => {
      const contractWith = (severalMatch: "first" | "refuse"): ContractInput =>
        contractOf({
          commitments: [
            {
              ...response,
              severalMatch,
              targets: rows.map((row, index) => ({
                where: row as { severity: string[] },
                within: { elapsed: `PT${index + 5}M` },
              })),
            },
          ],
        });
      let parsed: ReturnType<typeof parseContract>;
      try {
        parsed = parseContract(contractWith("refuse"));
      } catch {
        // A row of which another takes every ticket.
        return;
      }
      const events = changes.map(({ at, severity: to }) => ({
        ...{ event: "priority-changed", at: stampOf(at), severity: to },
      }));
      const reply =
        repliedAt === undefined ? [] : [{ event: "replied", at: stampOf(repliedAt), by: "agent" }];
      const ticket = {
        ...{ type: "ticket", id: "T", service: "web", openedAt: stampOf(0), severity },
        ...{ attributes: { plan }, events: scattered ? reply : [...events, ...reply] },
      };
      const loose = events.map((happened, index) => ({
        ...{ type: "event", id: `E-${index}`, ticket: "T", happened },
      }));
      const given = scattered ? [...loose, ticket] : [ticket];
      const settled = (contract: ReturnType<typeof parseContract>) =>
        safeSettle({
          ...{ contract, records: parseRecords(given, contract) },
          ...{ period: "2026-10", asOf: "2026-11-05T00:00:00Z" },
        });
      const severityAt = (at: number) =>
        changes.filter((one) => one.at <= at).sort((a, b) => b.at - a.at)[0]?.severity ?? severity;
      const counts = byHand(rows, plan, severityAt, repliedAt ?? 30);
      const result = settled(parsed);
      if (counts.some((count) => count > 1)) {
        refusals += 1;
        const codes = result.ok ? [] : result.issues.map(({ code }) => code);
        expect(new Set(codes)).toEqual(new Set(["ticket.several-rows"]));
        return;
      }
      const first = settled(parseContract(contractWith("first")));
      expect(result.ok && result.value.evidence).toEqual(first.ok && first.value.evidence);
      expect(result.ok && result.value.totals).toEqual(first.ok && first.value.totals);
    }),
    { numRuns: 300 },
  );
  expect(refusals).toBeGreaterThan(10);
});
