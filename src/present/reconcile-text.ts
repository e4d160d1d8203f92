import type { Difference, Reconciliation } from "../model/reconciliation.ts";
import { type CsvColumn, csvText } from "./csv-text.ts";
import { grouped } from "./money.ts";
import { printable } from "./printable.ts";
import { tableLines } from "./table.ts";

const kinds: Readonly<Record<Difference["kind"], string>> = {
  matched: "matched",
  amount: "amount differs",
  period: "another period",
  reason: "another reason",
  "not-claimed": "owed, not claimed",
  "not-owed": "claimed, not owed",
};

/** The list of differences for people, with both control totals under it. */
export function reconciliationText(found: Reconciliation): string {
  const { contract, period, currency, tolerance, differences, totals } = found;
  const columns = [
    { title: "line" },
    { title: "claimed as" },
    { title: "owed", align: "end" },
    { title: "claimed", align: "end" },
    { title: "difference", align: "end" },
    { title: "" },
  ] as const;
  const rows = differences.map((one) => [
    one.line ?? "–",
    one.claimed.length === 0 ? "–" : one.claimed.join(", "),
    grouped(one.owedAmount),
    grouped(one.claimedAmount),
    signed(one.difference),
    meaning(one),
  ]);
  const lines = [
    `${contract}  ${period}  ${currency}`,
    "",
    ...tableLines(columns, rows),
    "",
    `  owed ${grouped(totals.owed)} in ${counted(totals.lines, "line")}, claimed ${grouped(totals.claimed)} in ${counted(totals.claimedRows, "row")}: difference ${signed(totals.difference)}`,
    `  ${totals.matched} of ${counted(differences.length, "entry", "entries")} matched${tolerance === "0" ? "" : `, within ${tolerance}`}`,
  ];
  return `${lines.map(printable).join("\n")}\n`;
}

function meaning({ kind, status, likelyCause, said }: Difference): string {
  const found = likelyCause && `${likelyCause.why} (${likelyCause.detail})`;
  const words = [said, found].filter((text) => text !== undefined);
  const cause = words.length === 0 ? "" : `: ${words.join("; ")}`;
  return `${kinds[kind]}${status === "forfeited" ? ", forfeited" : ""}${cause}`;
}

function signed(amount: string): string {
  return amount.startsWith("-") || /^[0.]+$/.test(amount) ? grouped(amount) : `+${grouped(amount)}`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

const csvColumns: readonly CsvColumn<Difference>[] = [
  { title: "kind", kind: "text", cell: ({ kind }) => kind },
  { title: "line", kind: "text", cell: ({ line }) => line ?? "" },
  { title: "clause", kind: "text", cell: ({ clause }) => clause ?? "" },
  { title: "status", kind: "text", cell: ({ status }) => status ?? "" },
  { title: "claimed_as", kind: "text", cell: ({ claimed }) => claimed.join("; ") },
  { title: "owed", kind: "number", cell: ({ owedAmount }) => owedAmount },
  { title: "claimed", kind: "number", cell: ({ claimedAmount }) => claimedAmount },
  { title: "difference", kind: "number", cell: ({ difference }) => difference },
  { title: "likely_cause", kind: "text", cell: ({ likelyCause }) => likelyCause?.why ?? "" },
  {
    title: "detail",
    kind: "text",
    cell: ({ likelyCause, said }) => likelyCause?.detail ?? said ?? "",
  },
];

/** The differences for a spreadsheet. */
export function reconciliationCsv({ differences }: Reconciliation): string {
  return csvText(csvColumns, differences);
}
