import { type ParsedContract, parseContract, parseRecords, type Statement, settle } from "makegood";
import { type AdapterName, adapters } from "makegood/adapters";

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

export const names = Object.keys(adapters) as AdapterName[];
// @ts-expect-error: a period is text.
settle({ contract: parseContract({}), records: parseRecords([], parseContract({})), period: 2026, asOf: 0 });
