import type { Budget } from "../model/budget.ts";
import { tableLines } from "./table.ts";

export function budgetText(budgets: readonly Budget[]): string {
  if (budgets.length === 0) return "no result promises a percentage of time\n";
  return `${budgetLines(budgets).join("\n")}\n`;
}

/** One row for each result that promises a percentage of time: allowed, used, left, burn rate (28). */
export function budgetLines(budgets: readonly Budget[]): readonly string[] {
  const columns = [
    { title: "result" },
    { title: "target", align: "end" },
    { title: "allowed", align: "end" },
    { title: "used", align: "end" },
    { title: "left", align: "end" },
    { title: "burn rate", align: "end" },
  ] as const;
  const rows = budgets.map(({ result, target, shown }) => [
    result,
    `${target} %`,
    shown.allowed,
    shown.used,
    shown.left,
    shown.burnRate,
  ]);
  return tableLines(columns, rows);
}
