import type { Line, LineClaim, Statement, StatementResult } from "../model/statement.ts";
import { deadlineOf, stagesText } from "./claim-text.ts";
import { capFigure } from "./credit-text.ts";
import { dateText, periodText } from "./dates.ts";
import { money } from "./money.ts";
import { printable } from "./printable.ts";

/** The statement for a ticket or a wiki: tables of results, lines and caps, and the totals. */
export function statementMarkdown(statement: Statement): string {
  const { key, revision, state, totals, results, lines, caps, hashes } = statement;
  const head = `# ${cell(key.contract)}: ${cell(periodText(key.period.label))}`;
  const about = `${cell(key.period.zone)}, revision ${revision}, ${state}, as of ${statement.asOf}`;
  return `${[
    head,
    "",
    about,
    "",
    ...table(
      ["Commitment", "Scope", "Period", "Measured", "Verdict", "Clause"],
      results.map(resultCells),
    ),
    ...(lines.length === 0
      ? ["No credit."]
      : table(
          ["Line", "Clause", "Amount", "Status", "Claim until"],
          lines.map((line) => lineCells(line, key.currency)),
        )),
    ...(caps.length === 0
      ? []
      : table(
          ["Cap", "Clause", "Limit", "Before", "After"],
          caps.map((cap) => [
            cap.id,
            cap.clause,
            capFigure(cap, key.currency, cap.limit),
            capFigure(cap, key.currency, cap.before),
            capFigure(cap, key.currency, cap.after),
          ]),
        )),
    `**${money(key.currency, totals.lines)}** in total: automatic ${totals.automatic}, claimable ${totals.claimable}, forfeited ${totals.forfeited}, provisional ${totals.provisional}.`,
    "",
    `Result \`${hashes.result}\``,
  ].join("\n")}\n`;
}

function resultCells({
  commitment,
  scope,
  period,
  figure,
  verdict,
  whyNot,
  clause,
}: StatementResult): string[] {
  const measured =
    figure === null
      ? (whyNot ?? "–")
      : figure.unit === "percent"
        ? `${figure.shown} %`
        : figure.shown;
  return [commitment, scope, periodText(period.label), measured, verdict, clause];
}

function lineCells(
  { id, clause, amount, status, claim, inKind = [], rights = [] }: Line,
  currency: string,
): string[] {
  const gifts = [
    ...inKind.map(({ unit, count }) => `${count} ${unit}`),
    ...rights.map(({ what }) => `right: ${what}`),
  ];
  const owed = [money(currency, amount), ...gifts].join(", ");
  return [id, clause, owed, status, claim === undefined ? "–" : claimText(claim)];
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(titles), `|${titles.map(() => "---").join("|")}|`, ...rows.map(line), ""];
}

/** Names come from outside: what markdown or HTML would read as markup stands as itself. */
function cell(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]<>()#+!|~&]/g, "\\$&");
}

function claimText(claim: LineClaim): string {
  const stages = stagesText(claim);
  return `${dateText(deadlineOf(claim))}${stages === "" ? "" : `: ${stages}`}`;
}
