import type { Statement } from "../index.ts";
import { jsonPieces } from "../present/json.ts";
import { registerCsv } from "../present/register-csv.ts";
import { statementMarkdown } from "../present/statement-markdown.ts";
import { statementText } from "../present/statement-text.ts";
import { budgetsOf } from "./budgets-of.ts";
import type { StatementFormat } from "./options.ts";
import type { Text } from "./output.ts";

/** The statement in the format that was asked for. */
export function shownStatement(
  statement: Statement,
  format: StatementFormat,
  verbose: boolean,
): Text {
  switch (format) {
    case "text":
      return statementText(statement, verbose ? { verbose, budgets: budgetsOf(statement) } : {});
    case "json":
      return jsonPieces(statement);
    case "csv":
      return registerCsv([statement]);
    case "markdown":
      return statementMarkdown(statement);
  }
}
