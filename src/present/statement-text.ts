import { printable } from "../base/shown.ts";
import type { Budget } from "../model/budget.ts";
import type { Statement } from "../model/statement.ts";
import { amountLines } from "./amounts-text.ts";
import { creditLine } from "./credit-text.ts";
import { periodText } from "./dates.ts";
import { hashText } from "./hash-text.ts";
import { ledgerLines } from "./ledger-text.ts";
import { partiesOf } from "./parties-text.ts";
import { isRevision, resultLines } from "./results-table.ts";
import { correctionLines, revisionTitle } from "./revision-text.ts";
import { tallyLines } from "./tally-text.ts";
import { verboseLines } from "./verbose-text.ts";

const hashCharacters = 12;
const blockersMax = 3;

export interface TextOptions {
  readonly verbose?: boolean;
  /** Of the results that promise a percentage of time; only shown where verbose. */
  readonly budgets?: readonly Budget[];
}

/**
 * A statement as a person reads it: what was promised, what was measured, what is owed until when.
 * Every figure is one of the statement; nothing is calculated or rounded here.
 */
export function statementText(
  statement: Statement,
  { verbose = false, budgets = [] }: TextOptions = {},
): string {
  const lines = [
    titleOf(statement),
    ...partiesOf(statement),
    ...(isRevision(statement) ? [revisionTitle(statement)] : []),
    "",
    ...resultLines(statement),
    "",
    ...ledgerLines(statement),
    ...tallyLines(statement),
    ...(isRevision(statement) ? ["", ...correctionLines(statement), ""] : []),
    ...amountLines(statement),
    creditLine(statement, verbose),
    stateLine(statement, verbose),
    ...(verbose ? verboseLines(statement, budgets) : []),
  ];
  return `${lines.map(printable).join("\n")}\n`;
}

function titleOf({ key, results }: Statement): string {
  const scopes = [...new Set(results.map(({ scope }) => scope))].join(", ");
  const period = `${periodText(key.period.label)} (${key.period.zone})`;
  return [key.contract, scopes, period].filter((part) => part !== "").join("  ");
}

function stateLine(statement: Statement, verbose: boolean): string {
  const { state, assumptions, warnings, hashes, asOf, manifest } = statement;
  const hash = hashText(hashes.result, verbose ? undefined : hashCharacters);
  const parts = [
    state === "final" ? "final" : `provisional as of ${asOf}${blockersOf(statement)}`,
    `assumptions: ${assumptions.length}${verbose || assumptions.length === 0 ? "" : " (--verbose)"}`,
    ...(warnings.length === 0 ? [] : [`warnings: ${warnings.length}`]),
    ...(manifest.rows.unrouted === 0 ? [] : [`unrouted: ${manifest.rows.unrouted}`]),
    `result ${hash}`,
  ];
  return `  ${parts.join(" · ")}`;
}

function blockersOf({ blockedBy }: Statement): string {
  const names = blockedBy.map(({ record, result, why }) => `${why} ${record ?? result}`);
  if (names.length === 0) return "";
  const more = names.length > blockersMax ? ` and ${names.length - blockersMax} more` : "";
  return ` (${names.slice(0, blockersMax).join(", ")}${more})`;
}
