import type { CapUse, Line, Statement } from "../model/statement.ts";
import { deadlineOf, isClaimed } from "./claim-text.ts";
import { dateText } from "./dates.ts";
import { giftsOf } from "./gift-text.ts";
import { money } from "./money.ts";
import { isRevision } from "./results-table.ts";
import { type Stamps, stampsIn } from "./stamps.ts";

const kinds = [
  ["automatic", "credited without a claim"],
  ["claimable", "claimable"],
  ["provisional", "provisional"],
  ["forfeited", "forfeited: not claimed in time"],
] as const;

const giftsMax = 3;

const isNothing = (amount: string) => /^-?0(?:\.0+)?$/.test(amount);

/**
 * What is owed by when, and how near the caps are.
 *
 * @param verbose Each line with its last day stands below; else the words say how to see them.
 */
export function creditLine(statement: Statement, verbose = false): string {
  const { totals, caps, key } = statement;
  const seeEach = verbose ? "see each line" : "see each line (--verbose)";
  const parts = kinds.flatMap(([kind, words]) => {
    if (isNothing(totals[kind])) return [];
    const what = kind === "claimable" ? claimableText(statement, seeEach) : words;
    return [`${money(key.currency, totals[kind])}, ${what}`];
  });
  const owed = [...parts, ...giftTexts(statement, seeEach)];
  const what = owed.length === 0 ? nothingText(statement) : `credit ${owed.join("; ")}`;
  const waits = waitingText(statement);
  const limits = caps.map((cap) => capText(cap, key.currency, caps.length > 1));
  return `  ${what}${waits}${limits.length === 0 ? "" : ` (${limits.join(", ")})`}`;
}

/** Lines of a revision may differ, and their differences add up to nothing. */
function nothingText(statement: Statement): string {
  if (!isRevision(statement)) return "no credit is due";
  return statement.lines.some(({ minor }) => minor !== 0)
    ? "the differences add up to nothing"
    : "no amount differs";
}

/** What is owed beside money, line by line: nothing is added up here. */
function giftTexts({ key, lines }: Statement, seeEach: string): readonly string[] {
  const at = stampsIn(key.period.zone);
  const texts = lines.flatMap((line) => giftsOf(line).map((gift) => gift + becomesOf(line, at)));
  const more = texts.length > giftsMax ? [`and ${texts.length - giftsMax} more: ${seeEach}`] : [];
  return [...texts.slice(0, giftsMax), ...more];
}

/** What becomes of a line: the status in words, with the last day for a claim. */
function becomesOf({ status, claim }: Line, at: Stamps): string {
  const [, words = ""] = kinds.find(([kind]) => kind === status) ?? [];
  if (status === "claimable" && claim !== undefined)
    return isClaimed(claim) ? ", claimed" : `, ${words} until ${dateText(at(deadlineOf(claim)))}`;
  return words === "" ? "" : `, ${words}`;
}

/** What is owed and left to later statements, as the lines say it. */
function waitingText(statement: Statement): string {
  const { lines, key, warnings } = statement;
  const amounts = lines.flatMap(({ carried, deferred }) =>
    [carried, deferred].flatMap((one) =>
      one === undefined ? [] : [money(key.currency, one.amount)],
    ),
  );
  if (amounts.length === 0) return "";
  const isOver = warnings.some(({ code }) => code === "waiting.after-term");
  const where = isOver ? "paid by nobody, since the term is over" : "left to later statements";
  const what = isRevision(statement) ? `difference in what is ${where}` : where;
  return `; ${what}: ${amounts.join(", ")}`;
}

/** The first of the last dates of what is not claimed yet, so that nobody is told a date too late. */
function claimableText({ key, lines }: Statement, seeEach: string): string {
  const claims = lines.flatMap(({ status, claim, minor }) =>
    status === "claimable" && minor > 0 && claim !== undefined ? [claim] : [],
  );
  const open = claims.filter((claim) => !isClaimed(claim));
  const [first, ...later] = [...new Set(open.map(deadlineOf))].sort();
  if (first === undefined) return claims.length > 0 ? "claimed" : "claimable";
  const others = [
    ...(later.length > 0 ? [" or later"] : []),
    ...(open.length < claims.length ? [", in part claimed"] : []),
  ].join("");
  const until = dateText(stampsIn(key.period.zone)(first));
  return `claimable until ${until}${others}${others === "" ? "" : `: ${seeEach}`}`;
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
