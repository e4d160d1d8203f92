import { clockPolicy, type ParsedContract, parseContract, parseRecords, type Statement, settle } from "makegood";
import { type AdapterName, adapters } from "makegood/adapters";
import { businessTime, calendarOf, type ClockReading, clocksAt } from "makegood/clock";
import { readContract, readRecords, settleAll } from "makegood/node";

export function owed(raw: unknown, rows: readonly unknown[]): readonly string[] {
  const contract: ParsedContract = parseContract(raw);
  const statement: Statement = settle({
    contract,
    records: parseRecords(rows, contract),
    period: "2026-10",
    asOf: "2026-11-05T00:00:00Z",
  });
  return statement.lines.map(({ id, amount }) => `${id} ${amount}`);
}

export async function* all(path: string): AsyncGenerator<Statement> {
  const contracts = [await readContract(path)];
  yield* settleAll({ contracts, records: readRecords("rows.ndjson"), period: "2026-10", asOf: 0 });
}

export function clocks(contract: ParsedContract, openedAt: Date): readonly ClockReading[] {
  const due: number = businessTime(calendarOf(contract, "office")).dueAt(openedAt, { business: "PT4H" });
  return clocksAt(clockPolicy(contract), { id: "T-1", service: "messaging", openedAt }, due);
}

export const names = Object.keys(adapters) as AdapterName[];
// @ts-expect-error: a period is text.
settle({ contract: parseContract({}), records: parseRecords([], parseContract({})), period: 2026, asOf: 0 });
