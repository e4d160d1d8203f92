import { decimalsOf } from "../base/decimals.ts";
import type { Allocation, Line, Statement } from "../model/statement.ts";
import { type CsvColumn, csvText } from "./csv-text.ts";
import { giftsOf } from "./gift-text.ts";

/** One booking with the line and the statement that it belongs to; a line without bookings has a row too. */
interface RegisterRow {
  readonly statement: Statement;
  readonly line: Line;
  readonly booked: Allocation | undefined;
}

const ofLine = (cell: (line: Line) => string) => (row: RegisterRow) => cell(row.line);
const ofKey = (cell: (key: Statement["key"]) => string) => (row: RegisterRow) =>
  cell(row.statement.key);

const columns: readonly CsvColumn<RegisterRow>[] = [
  { title: "contract", kind: "text", cell: ofKey(({ contract }) => contract) },
  { title: "customer", kind: "text", cell: customerOf },
  { title: "invoice", kind: "text", cell: ({ booked }) => booked?.invoice ?? "" },
  { title: "invoice_line", kind: "text", cell: ({ booked }) => booked?.line ?? "" },
  { title: "charge", kind: "text", cell: ({ booked }) => booked?.charge ?? "" },
  { title: "commitment", kind: "text", cell: commitmentOf },
  { title: "clause", kind: "text", cell: ofLine(({ clause }) => clause) },
  { title: "period", kind: "text", cell: ofKey(({ period }) => period.label) },
  { title: "line", kind: "text", cell: ofLine(({ id }) => id) },
  { title: "exact", kind: "text", cell: ofLine(({ exact }) => exact) },
  { title: "amount", kind: "number", cell: amountOf },
  {
    title: "minor",
    kind: "number",
    cell: ({ line, booked }) => String(booked?.minor ?? line.minor),
  },
  { title: "currency", kind: "text", cell: ofKey(({ currency }) => currency) },
  { title: "status", kind: "text", cell: ofLine(({ status }) => status) },
  { title: "in_kind", kind: "text", cell: ofLine(inKindOf) },
  { title: "claim_until", kind: "stamp", cell: ofLine(({ claim }) => claim?.lastDate ?? "") },
  { title: "key", kind: "text", cell: ({ booked }) => booked?.key ?? "" },
  { title: "revision", kind: "number", cell: ({ statement }) => String(statement.revision) },
];

/**
 * The credit register: one row for each booking, so that the amounts of a file add up to the lines of
 * its statements. Text is guarded against spreadsheets; amounts stay numbers.
 */
export function registerCsv(statements: readonly Statement[]): string {
  return csvText(columns, statements.flatMap(rowsOf));
}

function rowsOf(statement: Statement): readonly RegisterRow[] {
  return statement.lines.flatMap((line): RegisterRow[] =>
    line.allocations.length === 0
      ? [{ statement, line, booked: undefined }]
      : line.allocations.map((booked) => ({ statement, line, booked })),
  );
}

function customerOf({ statement }: RegisterRow): string {
  const parties: unknown = Object(statement.terms.contract).parties;
  const customer: unknown = Object(parties).customer;
  return typeof customer === "string" ? customer : "";
}

/** A result begins with its commitment's name: also that of what waited, or is earned back, of an earlier statement. */
function commitmentOf({ line }: RegisterRow): string {
  return line.result.replace(/\/.*$/, "");
}

/** The digits of the line's amount, with as many decimals. */
function amountOf({ line, booked }: RegisterRow): string {
  if (booked === undefined) return line.amount;
  const places = decimalsOf(line.amount);
  const digits = String(Math.abs(booked.minor)).padStart(places + 1, "0");
  const sign = booked.minor < 0 ? "-" : "";
  const whole = digits.slice(0, digits.length - places);
  return places === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-places)}`;
}

function inKindOf(line: Line): string {
  return giftsOf(line).join("; ");
}
