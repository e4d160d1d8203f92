import type { Line, LineClaim, Statement, StatementResult } from "../model/statement.ts";
import { amountText } from "./amounts-text.ts";
import { deadlineOf, stagesText } from "./claim-text.ts";
import { capFigure } from "./credit-text.ts";
import { dateText, periodText } from "./dates.ts";
import { giftsOf } from "./gift-text.ts";
import { fractionText } from "./ledger-text.ts";
import { grouped, money } from "./money.ts";
import { partiesOf } from "./parties-text.ts";
import { printable } from "./printable.ts";
import { measuredText } from "./results-table.ts";
import { type Stamps, stampsIn } from "./stamps.ts";

/** The statement for a ticket or a wiki: tables of results, lines and caps, and the totals. */
export function statementMarkdown(statement: Statement): string {
  const { key, revision, state, totals, results, lines, caps, hashes } = statement;
  const head = `# ${cell(key.contract)}: ${cell(periodText(key.period.label))}`;
  const about = `${cell(key.period.zone)}, revision ${revision}, ${state}, as of ${statement.asOf}`;
  return `${[
    head,
    "",
    ...partiesOf(statement).flatMap((parties) => [cell(parties), ""]),
    about,
    "",
    ...table(
      ["Commitment", "Scope", "Period", "Measured", "Verdict", "Clause"],
      results.map(resultCells),
    ),
    ...(lines.length === 0
      ? ["No credit."]
      : table(
          ["Line", "Clause", "Amount", "Worked out", "Status", "Claim until"],
          lines.map((line) => lineCells(statement, line)),
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
    `**${money(key.currency, totals.lines)}** in total: automatic ${grouped(totals.automatic)}, claimable ${grouped(totals.claimable)}, forfeited ${grouped(totals.forfeited)}, provisional ${grouped(totals.provisional)}.`,
    "",
    `Result \`${hashes.result}\``,
  ].join("\n")}\n`;
}

function resultCells(result: StatementResult): string[] {
  const { commitment, scope, period, verdict, clause } = result;
  const measured = [measuredText(result), fractionText(result)].filter((text) => text !== "");
  return [commitment, scope, periodText(period.label), measured.join("; "), verdict, clause];
}

function lineCells(statement: Statement, line: Line): string[] {
  const { id, clause, amount, status, claim } = line;
  const owed = [money(statement.key.currency, amount), ...giftsOf(line)].join(", ");
  const until = claim === undefined ? "–" : claimText(claim, stampsIn(statement.key.period.zone));
  return [id, clause, owed, amountText(statement, line), status, until];
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(titles), `|${titles.map(() => "---").join("|")}|`, ...rows.map(line), ""];
}

/** Names come from outside: what markdown or HTML would read as markup stands as itself. */
function cell(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]<>()#+!|~&]/g, "\\$&");
}

function claimText(claim: LineClaim, at: Stamps): string {
  const stages = stagesText(claim);
  return `${dateText(at(deadlineOf(claim)))}${stages === "" ? "" : `: ${stages}`}`;
}
