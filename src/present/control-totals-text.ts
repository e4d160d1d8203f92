import { printable } from "../base/shown.ts";
import type { ControlTotal } from "../model/control-total.ts";
import { grouped } from "./money.ts";
import { tableLines } from "./table.ts";

const columns = [
  { title: "" },
  { title: "" },
  { title: "rows", align: "end" },
  { title: "register", align: "end" },
  { title: "statements", align: "end" },
] as const;

/** What a register adds up to, beside what its statements say: to be held against what was imported. */
export function controlTotalsText(register: string, totals: readonly ControlTotal[]): string {
  const rows = totals.map((one) => [
    one.currency,
    one.status,
    String(one.rows),
    grouped(one.register),
    grouped(one.statements),
  ]);
  const told = tableLines(columns, rows).map((line) => `${line}\n`);
  return `control totals of ${printable(register)}\n${told.join("")}`;
}
