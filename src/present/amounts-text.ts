import type { JsonValue } from "../base/canonical-json.ts";
import type { Line, Statement } from "../model/statement.ts";
import type { Step, StepOp } from "../model/step.ts";
import { clauseText } from "./clause-text.ts";
import { calculation } from "./explain-text.ts";
import { isObject } from "./give-text.ts";
import { nameOf } from "./results-table.ts";
import { tableLines } from "./table.ts";
import { whereText } from "./target-text.ts";

type JsonObject = { readonly [key: string]: JsonValue };

/** One line for each credit: how its amount was worked out, and by which clause. */
export function amountLines(statement: Statement): readonly string[] {
  const rows = statement.lines.flatMap((line) => {
    const how = amountText(statement, line);
    return how === "" ? [] : [[shortName(statement, line), `${how} ${clauseText(line.clause)}`]];
  });
  return tableLines([{ title: "" }, { title: "" }], rows);
}

/**
 * The printed steps of one line as a sentence: "base monthly 50000, 99 ≤ x < 99.95 → 10 %, 50000 × 10
 * ÷ 100 = 5000". Left out is what says nothing new: a rounding that changes nothing, a count that is
 * multiplied next, a charge that is the base. Nothing is calculated here.
 */
export function amountText(statement: Statement, { id, result, steps }: Line): string {
  const credit = creditOf(statement, { id, result });
  const told = steps.flatMap((step, index) => stepText(step, steps[index + 1], credit));
  if (told.length === 0) return "";
  const only = isObject(credit.where) ? `${whereText(credit.where)} only: ` : "";
  return `${only}${told.join(", ")}`;
}

/** What stands before a step that does not speak for itself. */
const words: Partial<Record<StepOp, string>> = {
  charge: "charge ",
  right: "right: ",
  carry: "left to later statements ",
};

/** What a revision subtracts stands in its own table; whence an amount comes that waited does not. */
const isOfRevision = ({ op, in: from }: Step) =>
  op === "difference" || (op === "issued" && from === undefined);

function stepText(step: Step, next: Step | undefined, { base }: JsonObject): readonly string[] {
  const { op, in: from = "", out } = step;
  if (isOfRevision(step)) return [];
  const changesNothing = withoutZeros(from) === withoutZeros(out);
  if ((op === "charge" || op === "round") && changesNothing) return [];
  if (op === "count" && next !== undefined) return [];
  if (op === "tier") return [`${from.replace(/^x = [^,]+, /, "")} → ${out}`];
  if (op === "base")
    return [`base ${typeof base === "string" ? `${base} ` : ""}${calculation(step)}`];
  if (op === "eligible") return [`${from} → ${out} ${clauseText(step.clause)}`];
  if (op === "round") return [`${from} rounded: ${out}`];
  return [`${words[op] ?? ""}${calculation(step)}`];
}

/** "5000.00" is "5000": as many decimals as a currency has say nothing new. */
function withoutZeros(text: string): string {
  return text.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
}

/** The commitment and the credit; the whole id where the commitment has several results. */
function shortName(statement: Statement, { id, result }: Line): string {
  const own = statement.results.find((one) => one.id === result);
  if (own === undefined || nameOf(statement, own) !== own.commitment) return id;
  return `${own.commitment}${id.slice(result.length)}`;
}

/** The terms of the credit that a line is of; nothing where they are not in the statement. */
function creditOf({ terms, results }: Statement, line: Pick<Line, "id" | "result">): JsonObject {
  const own = results.find(({ id }) => id === line.result);
  const [name] = line.id.slice(line.result.length + 1).split("#");
  const commitment = withId(terms.contract, "commitments", own?.commitment);
  return withId(commitment, "credits", name);
}

function withId(value: JsonValue, list: string, id: string | undefined): JsonObject {
  const items = isObject(value) ? value[list] : undefined;
  const found = Array.isArray(items)
    ? items.find((item: JsonValue) => isObject(item) && item.id === id)
    : undefined;
  return isObject(found) ? found : {};
}
