import type { AmountDifference, Comparison, ResultSide } from "../model/comparison.ts";
import { grouped } from "./money.ts";
import { msText } from "./ms-text.ts";
import { printable } from "./printable.ts";
import { tableLines } from "./table.ts";

/** Two statements beside each other: only what differs, and what it comes to. */
export function comparisonText(comparison: Comparison): string {
  const lines = isEqual(comparison)
    ? ["  no difference"]
    : [...differenceLines(comparison), `  lines in total: ${amountsText(comparison.totals)}`];
  return `${lines.map(printable).join("\n")}\n`;
}

export function isEqual({ results, lines }: Comparison): boolean {
  return results.length === 0 && lines.length === 0;
}

/** One row for each result and line that differs. */
export function differenceLines({ results, lines, currency }: Comparison): readonly string[] {
  const columns = [
    { title: "" },
    { title: "was", align: "end" },
    { title: "now", align: "end" },
    { title: "difference", align: "end" },
  ] as const;
  return tableLines(columns, [
    ...results.map(({ id, was, now }) => [id, sideText(was), sideText(now), ""]),
    ...lines.map(({ id, statusWas, statusNow, ...amounts }) => [
      id,
      creditText(currency, amounts.was, statusWas),
      creditText(currency, amounts.now, statusNow),
      signed(amounts.difference),
    ]),
  ]);
}

/** "CNY 5,000.00 → 0.00 (-5,000.00)" without the currency. */
export function amountsText({ was, now, difference }: AmountDifference): string {
  return `${grouped(was)} → ${grouped(now)} (${signed(difference)})`;
}

function sideText(side: ResultSide | undefined): string {
  if (side === undefined) return "–";
  const { figure, verdict } = side;
  if (figure === null) return verdict;
  return `${figureText(figure)} ${verdict}`;
}

function figureText({ unit, shown }: NonNullable<ResultSide["figure"]>): string {
  if (unit === "percent") return `${shown} %`;
  return unit === "ms" && /^\d+$/.test(shown) ? msText(shown) : shown;
}

function creditText(currency: string, amount: string, status: string | undefined): string {
  return status === undefined ? "–" : `${currency} ${grouped(amount)} ${status}`;
}

function signed(amount: string): string {
  return amount.startsWith("-") ? grouped(amount) : `+${grouped(amount)}`;
}
