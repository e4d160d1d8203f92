import { printable } from "../base/shown.ts";
import type { Fact, Step } from "../model/step.ts";
import { clauseText } from "./clause-text.ts";
import { displayWidth, padEndTo } from "./width.ts";

/** Figures and operators alone: what stands behind it is its value. Other text is what was taken. */
const arithmetic = /^[\d\s.,/()+−×÷-]+$/;

/** Why a figure is what it is, or what one record did: steps first, then facts. */
export interface Explained {
  readonly kind: string;
  readonly id: string;
  readonly steps: readonly Step[];
  readonly facts: readonly Fact[];
}

/** The explanation as aligned lines, for a terminal or a ticket comment. */
export function explanationText({ kind, id, steps, facts }: Explained): string {
  const stepRows = steps.map((step) => [step.op, calculation(step), clauseText(step.clause)]);
  const factRows = facts.map(({ record, effect, clause }) => [record, effect, clauseText(clause)]);
  const sections = [
    ...(stepRows.length === 0 ? [] : ["", ...aligned(stepRows)]),
    ...(factRows.length === 0
      ? []
      : ["", `  ${kind === "charge" ? "bookings" : "records"}`, ...aligned(factRows)]),
  ];
  const body = sections.length === 0 ? ["", "  nothing to tell"] : sections;
  return `${[`${kind} ${printable(id)}`, ...body].join("\n")}\n`;
}

/** Where nothing was calculated, "4 = 4" would say no more than "4". */
export function calculation({ in: input, out }: Step): string {
  if (input === undefined || input === out) return out;
  return `${input} ${arithmetic.test(input) ? "=" : "→"} ${out}`;
}

/** Two columns aligned and the clause behind; a long cell does not push the others away. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const cells = rows.map((row) => row.map(printable));
  const first = columnsOf(cells.map((row) => row[0] ?? ""));
  return cells.map(([name = "", text = "", clause = ""]) =>
    `  ${padEndTo(name, first)}  ${text}  ${clause}`.trimEnd(),
  );
}

function columnsOf(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, displayWidth(text)), 0);
}
