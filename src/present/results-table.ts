import type { Line, Statement, StatementResult } from "../model/statement.ts";
import type { Unit, WhyNot } from "../model/verdict.ts";
import { periodText } from "./dates.ts";
import { giftsOf } from "./gift-text.ts";
import { grouped } from "./money.ts";
import { msText } from "./ms-text.ts";
import { tableLines } from "./table.ts";
import { targetText } from "./target-text.ts";
import { cutTo } from "./width.ts";

const targetColumns = 32;

const reasons: Readonly<Record<WhyNot, string>> = {
  "no-data": "no data",
  "below-coverage": "too little is known",
  "nothing-scheduled": "nothing scheduled",
  "empty-population": "nothing to count",
  "too-few": "too few to measure",
  "partial-period": "not a whole period",
};

/** One row for each result, and one more for each further credit line of it. */
export function resultLines(statement: Statement): readonly string[] {
  const columns = [
    { title: "commitment" },
    { title: "target" },
    { title: "measured" },
    { title: "verdict" },
    ...(isRevision(statement)
      ? []
      : [{ title: "" }, { title: "credit", align: "end" } as const, { title: "" }]),
  ];
  return tableLines(
    columns,
    statement.results.flatMap((result) => rowsOf(statement, result)),
  );
}

/** The lines of a revision are differences: they stand in a table of their own. */
export function isRevision({ revision }: Statement): boolean {
  return revision > 0;
}

function rowsOf(statement: Statement, result: StatementResult): string[][] {
  const head = [
    nameOf(statement, result),
    cutTo(targetText(result.target, suffixes[unitOf(statement, result)]), targetColumns),
    measuredText(result),
    result.verdict,
  ];
  const [first, ...others] = statement.lines.filter((line) => line.result === result.id);
  if (first === undefined) return [[...head, "", "–"]];
  const { currency } = statement.key;
  return [
    [...head, ...creditCells(currency, first)],
    ...others.map((line) => ["", "", "", "", ...creditCells(currency, line)]),
  ];
}

function creditCells(currency: string, line: Line): string[] {
  const { amount, status } = line;
  const note = status === "automatic" || status === "claimable" ? [] : [status];
  return [currency, grouped(amount), [...giftsOf(line), ...note].join(", ")];
}

/** The commitment, with its scope and period where it has several results. */
export function nameOf(statement: Statement, result: StatementResult): string {
  const { commitment, scope, period } = result;
  const same = statement.results.filter((other) => other.commitment === commitment);
  const scopes = new Set(same.map((other) => other.scope));
  const parts = [commitment];
  if (scopes.size > 1) parts.push(scope);
  if (period.label !== statement.key.period.label) parts.push(periodText(period.label));
  return parts.join(" ");
}

const suffixes: Readonly<Record<Unit, string>> = { percent: " %", ms: "", count: "", value: "" };

/** Without a figure the contract says which one was asked for. */
function unitOf({ terms }: Statement, { figure, commitment }: StatementResult): Unit {
  if (figure !== null) return figure.unit;
  const { commitments = [] }: { commitments?: readonly Asked[] } = Object(terms.contract);
  const name = commitments.find(({ id }) => id === commitment)?.measure?.figure;
  return name === undefined || percentFigures.has(name) ? "percent" : "value";
}

interface Asked {
  readonly id?: string;
  readonly measure?: { readonly figure?: string };
}

const percentFigures: ReadonlySet<string> = new Set([
  "uptime-percent",
  "downtime-percent",
  "percent-within",
  "ratio",
  "mean-of-ratios",
  "mean-score",
]);

/** "99.912412 %", "1 of 37 late", "not measured: no data". */
export function measuredText({ figure, population, whyNot }: StatementResult): string {
  const open = population !== undefined && population.open > 0 ? `, ${population.open} open` : "";
  if (figure === null) {
    return whyNot === undefined ? `not measured${open}` : `not measured: ${reasons[whyNot]}`;
  }
  switch (figure.unit) {
    case "percent":
      return figure.ofPeriod === undefined
        ? `${figure.shown} %${open}`
        : `${figure.shown} % of known time, ${figure.ofPeriod.shown} % of the whole period${open}`;
    case "ms":
      return /^\d+$/.test(figure.shown) ? msText(figure.shown) : figure.shown;
    case "count":
      return population === undefined
        ? figure.shown
        : `${population.late} of ${population.counted} late${open}`;
    case "value":
      return figure.shown;
  }
}
