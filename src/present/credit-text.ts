import type { CapUse, Line, Statement } from "../model/statement.ts";
import { deadlineOf } from "./claim-text.ts";
import { dateText } from "./dates.ts";
import { giftsOf } from "./gift-text.ts";
import { money } from "./money.ts";
import { type Stamps, stampsIn } from "./stamps.ts";

const kinds = [
  ["automatic", "credited without a claim"],
  ["claimable", "claimable"],
  ["provisional", "provisional"],
  ["forfeited", "forfeited: not claimed in time"],
] as const;

const giftsMax = 3;

const isNothing = (amount: string) => /^-?0(?:\.0+)?$/.test(amount);

/** What is owed by when, and how near the caps are. */
export function creditLine(statement: Statement): string {
  const { totals, caps, key } = statement;
  const parts = kinds.flatMap(([kind, words]) => {
    if (isNothing(totals[kind])) return [];
    const deadline = kind === "claimable" ? deadlineText(statement) : "";
    return [`${money(key.currency, totals[kind])}, ${words}${deadline}`];
  });
  const owed = [...parts, ...giftTexts(statement)];
  const what = owed.length === 0 ? "no credit is due" : `credit ${owed.join("; ")}`;
  const waits = waitingText(statement);
  const limits = caps.map((cap) => capText(cap, key.currency, caps.length > 1));
  return `  ${what}${waits}${limits.length === 0 ? "" : ` (${limits.join(", ")})`}`;
}

/** What is owed beside money, line by line: nothing is added up here. */
function giftTexts({ key, lines }: Statement): readonly string[] {
  const at = stampsIn(key.period.zone);
  const texts = lines.flatMap((line) => giftsOf(line).map((gift) => gift + becomesOf(line, at)));
  const more =
    texts.length > giftsMax ? [`and ${texts.length - giftsMax} more: see each line`] : [];
  return [...texts.slice(0, giftsMax), ...more];
}

/** What becomes of a line: the status in words, with the last day for a claim. */
function becomesOf({ status, claim }: Line, at: Stamps): string {
  const [, words = ""] = kinds.find(([kind]) => kind === status) ?? [];
  const until =
    status === "claimable" && claim !== undefined
      ? ` until ${dateText(at(deadlineOf(claim)))}`
      : "";
  return words === "" ? "" : `, ${words}${until}`;
}

/** What is owed and left to later statements, as the lines say it. */
function waitingText({ lines, key, warnings }: Statement): string {
  const amounts = lines.flatMap(({ carried, deferred }) =>
    [carried, deferred].flatMap((one) =>
      one === undefined ? [] : [money(key.currency, one.amount)],
    ),
  );
  if (amounts.length === 0) return "";
  const isOver = warnings.some(({ code }) => code === "waiting.after-term");
  const where = isOver ? "paid by nobody, since the term is over" : "left to later statements";
  return `; ${where}: ${amounts.join(", ")}`;
}

/** The first of the last dates, so that nobody is told a date too late. */
function deadlineText({ key, lines }: Statement): string {
  const dates = lines.flatMap(({ status, claim, minor }) =>
    status === "claimable" && minor > 0 && claim !== undefined ? [deadlineOf(claim)] : [],
  );
  const [first, ...later] = [...new Set(dates)].sort();
  if (first === undefined) return "";
  return ` until ${dateText(stampsIn(key.period.zone)(first))}${later.length > 0 ? " or later: see each line" : ""}`;
}

function capText(cap: CapUse, currency: string, isNamed: boolean): string {
  const name = isNamed ? `cap ${cap.id}` : "cap";
  const most = capFigure(cap, currency, cap.limit);
  return `${name} ${most} ${cap.reached === "yes" ? "reached" : "not reached"}`;
}

/** A figure of a cap, in money or in days of service. */
export function capFigure({ unit }: CapUse, currency: string, figure: string): string {
  return unit === undefined ? money(currency, figure) : `${figure} ${unit}`;
}
