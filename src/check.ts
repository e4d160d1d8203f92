import { type Allowance, allowance, allowancesOf, dayMs, shareOf, spanDays } from "./allowance.ts";
import type { JsonValue } from "./base/canonical-json.ts";
import { compare, multiply, type Ratio, subtract, wholeRatio, ZERO } from "./base/ratio.ts";
import { unwrap } from "./base/result.ts";
import { type Commitment, type Credit, checkContract, type ParsedContract } from "./contract.ts";
import type { Assumption, Warning } from "./model/statement.ts";
import { exclusionWarnings } from "./rules/check-exclusions.ts";
import { outageWarnings } from "./rules/check-outages.ts";
import { owedWords } from "./rules/duty-words.ts";
import { parseDuration, readableDuration } from "./time/duration.ts";
import { MINUTE_MS, SECOND_MS } from "./time/instant.ts";

/** What a contract comes to before any record is seen. Plain JSON. */
export interface Check {
  readonly contract: string;
  readonly hash: string;
  readonly currency: string;
  readonly targets: readonly TargetCheck[];
  readonly credits: readonly CreditCheck[];
  readonly assumptions: readonly Assumption[];
  readonly warnings: readonly Warning[];
}

/** One row of the targets of one commitment. */
export interface TargetCheck {
  readonly commitment: string;
  readonly clause: string;
  readonly row: number;
  readonly period: JsonValue;
  readonly unit: "percent" | "other";
  readonly target: JsonValue;
  /** Of a notice: the row is the least that lies before the event. Of presence: the longest absence. */
  readonly sense?: "before" | "absent";
  /** Of a clock that is counted together with the commitment's own: which one. */
  readonly clock?: JsonValue;
  /** How much of the tickets must keep the target, where that is promised for all of them (16). */
  readonly attainment?: JsonValue;
  /** The downtime that a percentage of time allows; empty for targets of other kinds. */
  readonly allowed: readonly Allowance[];
}

export interface CreditCheck {
  readonly commitment: string;
  readonly credit: string;
  readonly clause: string;
  readonly on: JsonValue;
  readonly when: JsonValue;
  readonly where?: JsonValue;
  readonly base?: string;
  readonly gives: JsonValue;
}

type Checkable = ParsedContract;

/**
 * Each target as allowed downtime, what each credit gives, and where words contradict figures.
 *
 * @throws {RefusedError} For anything but a parsed contract.
 */
export function check(contract: Checkable): Check {
  unwrap(checkContract(contract));
  const { terms, hash, assumptions } = contract;
  const { id, currency, commitments } = terms;
  return {
    contract: id,
    hash,
    currency,
    targets: commitments.flatMap(targetsOf),
    credits: commitments.flatMap((commitment) =>
      commitment.credits.map((credit) => creditOf(commitment, credit)),
    ),
    assumptions,
    warnings: [
      ...commitments.flatMap(contradictionsOf),
      ...exclusionWarnings(terms),
      ...outageWarnings(terms),
    ],
  };
}

function targetsOf(commitment: Commitment): readonly TargetCheck[] {
  const { id, clause, period, targets, measure, attainment } = commitment;
  const listed = (rows: readonly Row[], more: Pick<TargetCheck, "sense" | "clock">) =>
    rows.map((target, row) => ({
      commitment: id,
      clause: target.clause ?? clause,
      row,
      period: period as JsonValue,
      unit: isPercent(measure.figure) ? ("percent" as const) : ("other" as const),
      target: target as JsonValue,
      ...more,
      ...(attainment === undefined ? {} : { attainment: attainment as JsonValue }),
      allowed: allowancesOf(commitment, shareOf(commitment, row)),
    }));
  const owed = (clock: Clock) => {
    const words = owedWords(clock);
    return words === undefined ? [] : [{ row: words }];
  };
  if (measure.facts !== "cycles") return listed(targets, {});
  const pooled = (measure.pooledWith ?? []).flatMap((one) =>
    listed([...one.targets, ...owed(one.clock)], {
      ...senseOf(one.clock),
      clock: one.clock as JsonValue,
    }),
  );
  return [...listed([...targets, ...owed(measure.clock)], senseOf(measure.clock)), ...pooled];
}

type Clock = Extract<Commitment["measure"], { facts: "cycles" }>["clock"];
/** `row`: in words, of a duty that says by itself what is owed. */
type Row = Partial<Commitment["targets"][number]> & { readonly row?: string };

/** All other rows are the most that may be taken. */
function senseOf(clock: unknown): { readonly sense?: "before" | "absent" } {
  const { duty }: { readonly duty?: object } = Object(clock);
  if (duty === undefined) return {};
  if (Object.hasOwn(duty, "noticeBefore")) return { sense: "before" };
  return Object.hasOwn(duty, "presence") ? { sense: "absent" } : {};
}

function isPercent(figure: Commitment["measure"]["figure"]): boolean {
  return figure === "uptime-percent" || figure === "percent-within";
}

function creditOf({ id: commitment }: Commitment, credit: Credit): CreditCheck {
  const { id, clause, on, when, where, base } = credit;
  return {
    commitment,
    credit: id,
    clause,
    on: on as JsonValue,
    when: when as JsonValue,
    ...(where === undefined ? {} : { where: where as JsonValue }),
    ...(base === undefined ? {} : { base }),
    gives: givesOf(credit),
  };
}

function givesOf(credit: Credit): JsonValue {
  switch (credit.how) {
    case "flat":
      return { how: "flat", give: credit.give } as unknown as JsonValue;
    case "tiers":
      return { how: "tiers", tiers: credit.tiers } as unknown as JsonValue;
    case "rate":
      return { how: "rate", rate: credit.rate } as unknown as JsonValue;
  }
}

/** "99.9 %, that is 8 hours a year": the words and the figure of one target disagree. */
function contradictionsOf(commitment: Commitment, index: number): readonly Warning[] {
  const { id, targets } = commitment;
  return targets.flatMap((target, row) => {
    const share = shareOf(commitment, row);
    if (target.says === undefined || share === undefined) return [];
    const { allowed, per } = target.says;
    const said = parseDuration(allowed, []);
    if (!said.ok) return [];
    const figures = spanDays[per].map((days) => allowance(share, per, wholeRatio(days), false));
    const exact = spanDays[per].map((days) => multiply(share, multiply(wholeRatio(days), dayMs)));
    if (isAbout(said.value, exact)) return [];
    const lengths = figures.map(({ days, shown }) => `${shown} in ${days} days`).join(", ");
    return [
      {
        code: "target.says-otherwise",
        path: `commitments.${index}.targets.${row}.says`,
        message: `${id}: the words allow ${readableDuration(said.value)} a ${per}, the figure ${target.atLeast ?? target.moreThan} % allows ${lengths}`,
      },
    ];
  });
}

/**
 * Contracts write rounded lengths: "about 43 minutes". From ten minutes on, less than a minute
 * beside the range of the calendar lengths is no contradiction; below that, less than a second.
 */
function isAbout(saidMs: number, allowed: readonly Ratio[]): boolean {
  const tolerance = wholeRatio(saidMs >= 10 * MINUTE_MS ? MINUTE_MS : SECOND_MS);
  const said = wholeRatio(saidMs);
  const isNear = (bound: Ratio) => compare(distance(said, bound), tolerance) < 0;
  const isBelowOne = allowed.some((bound) => compare(said, bound) <= 0);
  const isAboveOne = allowed.some((bound) => compare(said, bound) >= 0);
  return (isBelowOne && isAboveOne) || allowed.some(isNear);
}

function distance(a: Ratio, b: Ratio): Ratio {
  const difference = subtract(a, b);
  return compare(difference, ZERO) < 0 ? subtract(b, a) : difference;
}
