import type { Ledger, LedgerClass, Statement, StatementResult } from "../model/statement.ts";
import { stampMs } from "../time/stamp.ts";
import { msText } from "./ms-text.ts";
import { nameOf } from "./results-table.ts";

/** Where the time of each period went: one sentence for each result that has a ledger. */
export function ledgerLines(statement: Statement): readonly string[] {
  const held = statement.results.flatMap((result) =>
    result.ledger === undefined ? [] : [{ result, ledger: result.ledger }],
  );
  return held.map(({ result, ledger }) => {
    const subject = held.length > 1 ? `${nameOf(statement, result)}: ` : "";
    return `  ${subject}${[sentenceOf(result, ledger), fractionText(result)].filter((text) => text !== "").join("; ")}`;
  });
}

/**
 * What the percentage is made of, where the classes do not show it at once: weights, exclusions and
 * other adjustments change what counts as bad, or of how much.
 */
export function fractionText({ figure, bad, whole, ledger }: StatementResult): string {
  if (ledger === undefined || figure?.unit !== "percent") return "";
  const down = ledger.classes.filter((part) => part.class === "down").map(({ ms }) => ms);
  if (whole === ledger.elapsedMs && bad === (down[0] ?? "0")) return "";
  return `counted: ${msText(bad)} down of ${msText(whole)}`;
}

function sentenceOf({ period, steps }: StatementResult, { elapsedMs, classes }: Ledger): string {
  const parts = classes
    .filter(({ ms }) => ms !== "0")
    .map((part) => `${msText(part.ms)} ${wordOf(part, classes)}`);
  const lengthMs = stampMs(period.until) - stampMs(period.from);
  // The terms, or what is known so far, may cover a part of it only. Of several services the ledger is their sum.
  const isOfOne = steps.find(({ op }) => op === "period")?.out === elapsedMs;
  const whole =
    isOfOne && Number(elapsedMs) < lengthMs ? ` of the ${msText(String(lengthMs))}` : "";
  return `${msText(elapsedMs)}${whole} in the period: ${parts.join(", ")}`;
}

export function wordOf(part: LedgerClass, classes: readonly LedgerClass[]): string {
  switch (part.class) {
    case "up":
    case "down":
    case "unknown":
      return part.class;
    case "degraded":
      return part.weight === undefined ? "degraded" : `degraded (counts ${part.weight})`;
    case "too-short":
      return "in outages too short to count";
    case "out-of-hours":
      return "out of hours";
    case "inactive":
      return "not in use";
    case "excluded": {
      const twice = classes.filter(({ rule, ms }) => rule === part.rule && ms !== "0").length > 1;
      const state = twice && part.state !== undefined ? `, while ${part.state}` : "";
      return `excluded (${part.rule ?? ""}${state})`;
    }
  }
}
