import { expect } from "vitest";
import { parseContract, parseRecords, restate, type Statement, settle } from "../../src/index.ts";
import type { World } from "./generate.ts";

/** What a world owes, through the public calls only. */
export function settled(world: World, issued: readonly Statement[] = []): Statement {
  const contract = parseContract(world.contract);
  const records = parseRecords(world.rows, contract);
  return settle({ contract, records, period: world.period, asOf: world.asOf, issued: [...issued] });
}

/** The next revision of a world that was settled before. */
export function restated(world: World, issued: readonly Statement[]): Statement | undefined {
  const contract = parseContract(world.contract);
  const records = parseRecords(world.rows, contract);
  return restate({ issued: [...issued], contract, records, asOf: world.asOf });
}

/** What may not change when a record is renamed, moved in the list, split or repeated. */
export function figuresOf(statement: Statement): unknown {
  return {
    results: statement.results.map(
      ({ id, verdict, whyNot, figure, bad, whole, ledger, population }) => ({
        id,
        verdict,
        whyNot,
        figure,
        bad,
        whole,
        ledger,
        population,
      }),
    ),
    lines: statement.lines.map(({ id, exact, amount, minor, status }) => ({
      id,
      exact,
      amount,
      minor,
      status,
    })),
    caps: statement.caps.map(({ id, limit, before, after }) => ({ id, limit, before, after })),
    totals: statement.totals,
  };
}

/** Everything that is the same bytes on any machine. */
export function bytesOf({ producedBy: _, ...statement }: Statement): string {
  return JSON.stringify(statement);
}

/** Fails with the neighbourhood of the first byte that differs in canonical JSON (39). */
export function expectSameBytes(found: Statement, expected: Statement): void {
  const [a, b] = [canonical(found), canonical(expected)];
  if (a === b) return;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  const near = (text: string) => text.slice(Math.max(0, at - 120), at + 120);
  expect(near(a)).toBe(near(b));
}

/** Keys in order; written here again, so that the library's own canonical form is not trusted. */
function canonical({ producedBy: _, ...statement }: Statement): string {
  return JSON.stringify(statement, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

export const minorTotal = ({ lines }: Pick<Statement, "lines">): number =>
  lines.reduce((sum, { minor }) => sum + minor, 0);
