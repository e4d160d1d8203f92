import { type Allowance, allowancesOf, shareOf } from "./allowance.ts";
import type { JsonValue } from "./base/canonical-json.ts";
import { unwrap } from "./base/result.ts";
import { wordsOfPoints, wordsWarnings } from "./check-words.ts";
import { type Commitment, type Credit, checkContract, type ParsedContract } from "./contract.ts";
import type { Assumption, Warning } from "./model/statement.ts";
import { owedWords } from "./rules/duty-words.ts";
import { axisOf } from "./rules/units.ts";

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
  /** The hours in which downtime counts, where it does not around the clock; `allowed` is of whole days. */
  readonly hours?: string;
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
  const { terms, hash, assumptions, warnings } = contract;
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
      ...warnings.map(({ code, path, message }) => ({ code, path: path.join("."), message })),
      ...commitments.flatMap(wordsWarnings),
      ...wordsOfPoints(terms),
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
      unit: isPercent(measure) ? ("percent" as const) : ("other" as const),
      target: target as JsonValue,
      ...more,
      ...(attainment === undefined ? {} : { attainment: attainment as JsonValue }),
      allowed: allowancesOf(commitment, shareOf(commitment, row)),
      ...(measure.facts === "outages" && measure.hours !== undefined
        ? { hours: measure.hours }
        : {}),
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

function isPercent({ facts, figure }: Commitment["measure"]): boolean {
  return axisOf(facts, figure, "measured")?.unit === "percent";
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
