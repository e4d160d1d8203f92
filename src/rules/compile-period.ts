import type { Contract } from "../contract.ts";
import { parseCivilDate } from "../time/civil.ts";
import type { Instant } from "../time/instant.ts";
import type { PeriodKind } from "../time/period.ts";
import { parseStamp } from "../time/stamp.ts";
import type { Collector, Path } from "./collector.ts";

type PeriodTerms = Contract["settlement"];

/**
 * The meaning of a period's terms (semantics 4).
 *
 * @returns Undefined for what is refused, and for kinds that records decide.
 */
export function compilePeriod(
  terms: PeriodTerms,
  path: Path,
  issues: Collector,
): PeriodKind | undefined {
  if (typeof terms === "string") return terms === "event" ? undefined : terms;
  if ("fiscal" in terms || "billingCycle" in terms) return terms;
  if ("anniversary" in terms) {
    const { from, months } = terms.anniversary;
    const date = issues.take(parseCivilDate(from, [...path, "anniversary", "from"]));
    return date === undefined ? undefined : { anniversary: { from: date, months } };
  }
  if ("instants" in terms) return instantsOf(terms.instants, [...path, "instants"], issues);
  const { days, until } = terms.rolling;
  return until === "period-end" ? { rolling: { days, until } } : undefined;
}

/** The period of one statement: every instant lies in one, so none may overlap (4). */
export function compileSettlement(terms: PeriodTerms, issues: Collector): PeriodKind | undefined {
  const isOfRecords = terms === "event" || (typeof terms === "object" && "rolling" in terms);
  if (terms === "clock-hour" || isOfRecords) {
    issues.refuse(
      "period.not-for-settlement",
      ["settlement"],
      "a statement cannot be made for each of these",
      "use a month, quarter, year, week or day, a fiscal period, a billing cycle, an anniversary or instants",
    );
    return undefined;
  }
  return compilePeriod(terms, ["settlement"], issues);
}

/** Whether a charge by the month has a share in such a period. */
export function hasMonths(terms: PeriodTerms): boolean {
  if (typeof terms === "object")
    return "fiscal" in terms || "billingCycle" in terms || "anniversary" in terms;
  return (
    terms === "calendar-month" ||
    terms === "calendar-quarter" ||
    terms === "calendar-half-year" ||
    terms === "calendar-year"
  );
}

function instantsOf(
  texts: readonly string[],
  path: Path,
  issues: Collector,
): PeriodKind | undefined {
  const instants: Instant[] = [];
  texts.forEach((text, index) => {
    const at = issues.take(parseStamp(text, [...path, index]));
    const before = instants.at(-1);
    if (at === undefined) return;
    if (before !== undefined && at <= before)
      issues.refuse(
        "period.not-ascending",
        [...path, index],
        `${text} does not lie after the instant before it`,
        "list the instants in their order, each once",
        text,
      );
    instants.push(at);
  });
  return { instants };
}
