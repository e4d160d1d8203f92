import { present } from "../base/invariant.ts";
import {
  add,
  divide,
  exactText,
  HUNDRED,
  multiply,
  ONE,
  type Ratio,
  ratio,
  signOf,
  wholeRatio,
  ZERO,
} from "../base/ratio.ts";
import type { Charge, FactRow } from "../model/records.ts";
import type { Step } from "../model/step.ts";
import type { Instant } from "../time/instant.ts";
import type { Period } from "../time/period.ts";
import { type ChargeShare, sharesOf } from "./charge-shares.ts";
import { type ChargeSpan, spanOf } from "./charge-span.ts";
import type { BasePlan, ChargePlan, Plan, ServicePlan } from "./plan.ts";

const CHARGES_LISTED_MAX = 4;

/** A base in money: the sum, the charges behind it with their share of it, and how it was made. */
export interface BaseAmount {
  readonly amount: Ratio;
  readonly shares: readonly ChargeShare[];
  readonly steps: readonly Step[];
  /** Charges that were taken whole though the period is covered in part (5). */
  readonly wholeOfPart: readonly string[];
  /** Charge records that it rests on. */
  readonly records: readonly string[];
  /** Charges that stand in records, of which there is none for the time. */
  readonly missing: readonly string[];
}

export interface BaseFacts {
  readonly period: Period;
  /** The services of the scope that is judged. */
  readonly services: readonly string[];
  /** Where the scope is one resource: which. */
  readonly resource?: string;
  /** Covered ms of the period over all of it; 1 for a whole period (5). */
  readonly covered: Ratio;
  /** The term of what is judged: of the contract, or of a commitment with dates of its own (37). */
  readonly covering: { readonly start: Instant; readonly end: Instant };
  /** What has happened, with its values. */
  readonly facts: readonly FactRow[];
  /** Charge records by the name of their charge. */
  readonly charges: ReadonlyMap<string, readonly Charge[]>;
  /** When the incident began whose base it is. */
  readonly incidentAt?: Instant | undefined;
  /** When what it is a base of was claimed; undefined while it is not. */
  readonly claimedAt?: Instant | undefined;
}

/** The named sum over its time (semantics 31): exact, never rounded by itself. */
export function baseAmount(
  base: BasePlan,
  facts: BaseFacts,
  plan: Plan,
  clause: string,
): BaseAmount {
  const own = leavesOf(base, facts, plan).map((leaf) => chargeIn(leaf, facts, plan));
  const sum = own.reduce((total, { amount }) => add(total, amount), ZERO);
  const where = base.clause ?? clause;
  const isListed = own.length <= CHARGES_LISTED_MAX;
  const steps: Step[] = isListed
    ? own.map(({ expression, amount }) => ({
        op: "charge",
        clause: where,
        in: expression,
        out: exactText(amount),
      }))
    : [];
  const out = exactText(sum);
  const terms = isListed ? steps.map((step) => step.out).join(" + ") : out;
  steps.push({ op: "base", clause: where, in: terms === "" ? "0" : terms, out });
  return {
    amount: sum,
    shares: sharesOf(own.flatMap(({ shares }) => shares)),
    steps,
    wholeOfPart: isOne(facts.covered) ? [] : own.flatMap(({ wholeOfPart }) => wholeOfPart),
    records: own.flatMap(({ records }) => records),
    missing: own.flatMap(({ missing }) => missing),
  };
}

/** A charge at the bottom of a base, with its time and the percentages on the way down to it. */
interface Leaf {
  readonly charge: ChargePlan;
  readonly span: ChargeSpan;
  readonly base: BasePlan;
  readonly percents: readonly Ratio[];
}

interface Found {
  readonly amount: Ratio;
  readonly expression: string;
  readonly shares: readonly ChargeShare[];
  readonly records: readonly string[];
  readonly missing: readonly string[];
  readonly wholeOfPart: readonly string[];
}

function chargeIn(leaf: Leaf, facts: BaseFacts, plan: Plan): Found {
  const { charge } = leaf;
  if (charge.amount === undefined) return billedIn(leaf, facts, plan);
  return charge.per === "hour"
    ? hourlyIn(leaf, charge.amount, facts, plan)
    : monthlyIn(leaf, { amount: charge.amount, months: charge.per }, facts, plan);
}

/** What the contract says a charge is by the month: whole months of it. */
function monthlyIn(
  leaf: Leaf,
  { amount, months }: { readonly amount: Ratio; readonly months: number },
  facts: BaseFacts,
  plan: Plan,
): Found {
  const { charge, span } = leaf;
  const count = present(span.months, "a charge by the month is taken of months", charge.id);
  const byTime = charge.partialPeriod === "by-time" && span.isPeriod;
  const part = byTime ? facts.covered : ONE;
  const expression = [
    exactText(amount),
    count === 1 ? "" : ` × ${count}`,
    months === 1 ? "" : ` ÷ ${months}`,
    isOne(part) ? "" : ` × ${part.numerator} ÷ ${part.denominator}`,
  ].join("");
  const share = count === months ? ONE : ratio(BigInt(count), BigInt(months));
  const whole = multiply(multiply(amount, share), part);
  const found = shared(leaf, whole, expression, facts, plan);
  return ofContract(charge, found, byTime || !span.isPeriod ? [] : [charge.id]);
}

const HOUR_MS = 3_600_000n;

/** Each elapsed hour of the time that the terms cover. */
function hourlyIn(leaf: Leaf, amount: Ratio, facts: BaseFacts, plan: Plan): Found {
  const { charge, span } = leaf;
  const { covering } = facts;
  const start = Math.max(span.start, covering.start);
  const hours = ratio(BigInt(Math.max(0, Math.min(span.end, covering.end) - start)), HOUR_MS);
  const found = shared(
    leaf,
    multiply(amount, hours),
    `${exactText(amount)} × ${exactText(hours)}`,
    facts,
    plan,
  );
  return ofContract(charge, found, []);
}

/** What rests on no record: booked on the charge itself. */
function ofContract(
  charge: ChargePlan,
  { amount, expression }: Pick<Found, "amount" | "expression">,
  wholeOfPart: Found["wholeOfPart"],
): Found {
  const shares = [{ charge: charge.id, amount }];
  return { amount, expression, shares, records: [], missing: [], wholeOfPart };
}

/** What was billed for the time: a line that lies in it in part counts by time. */
function billedIn(leaf: Leaf, facts: BaseFacts, plan: Plan): Found {
  const { charge, base, span } = leaf;
  const rows = (facts.charges.get(charge.id) ?? []).filter(
    (row) =>
      row.service === charge.service &&
      (facts.resource === undefined ||
        row.resource === undefined ||
        row.resource === facts.resource) &&
      !base.without.has(row.kind as "one-off") &&
      !(base.without.has("voucher") && row.paidWith === "voucher"),
  );
  const inside = rows.flatMap((row) => {
    const amount = billed(row, span);
    return amount === undefined ? [] : [{ row, amount }];
  });
  const sum = inside.reduce((total, { amount }) => add(total, amount), ZERO);
  const isBefore = span.end <= plan.effective.start;
  const terms = inside.map(({ amount }) => exactText(amount));
  const isListed = 1 < terms.length && terms.length <= 2 * CHARGES_LISTED_MAX;
  const expression = isListed ? `(${terms.join(" + ")})` : exactText(sum);
  const found = shared(leaf, sum, expression, facts, plan);
  const factor = signOf(sum) === 0 ? ZERO : divide(found.amount, sum);
  return {
    ...found,
    shares: inside.map(({ row, amount }) => ({
      charge: charge.id,
      amount: multiply(amount, factor),
      invoice: row.invoice,
      ...(row.line === undefined ? {} : { line: row.line }),
    })),
    records: inside.map(({ row }) => row.id),
    missing: rows.length === 0 || (inside.length === 0 && !isBefore) ? [charge.id] : [],
    wholeOfPart: [],
  };
}

/** Undefined where the line lies outside the time. */
function billed(
  { from, until, amount, kind }: Charge,
  { start, end }: ChargeSpan,
): Ratio | undefined {
  if (kind === "one-off" || from === until) return start <= from && from < end ? amount : undefined;
  const inside = Math.min(until, end) - Math.max(from, start);
  if (inside <= 0) return undefined;
  return multiply(amount, ratio(BigInt(inside), BigInt(until - from)));
}

/** The percentages on the way down, the parts of an average, and the units of a shared charge. */
function shared(
  { span, base, percents, charge }: Leaf,
  whole: Ratio,
  expression: string,
  { resource }: BaseFacts,
  plan: Plan,
): Pick<Found, "amount" | "expression"> {
  const isShared =
    base.taken === "per-unit" && resource !== undefined && charge.amount !== undefined;
  // A service without parts is one unit.
  const units = isShared ? Math.max(1, serviceOf(charge.service, plan).resources.size) : 1;
  const divisors = [span.parts, units].filter((count) => count !== 1);
  if (divisors.length + percents.length === 0) return { amount: whole, expression };
  const amount = percents.reduce(
    (value, percent) => divide(multiply(value, percent), HUNDRED),
    divisors.reduce((value, count) => divide(value, wholeRatio(count)), whole),
  );
  const text = [
    expression,
    ...divisors.map((count) => ` ÷ ${count}`),
    ...percents.map((percent) => ` × ${exactText(percent)} ÷ 100`),
  ].join("");
  return { amount, expression: text };
}

function leavesOf(base: BasePlan, facts: BaseFacts, plan: Plan): readonly Leaf[] {
  const { percent } = base;
  const span = spanOf(base.taken, facts, plan);
  const leaf = (charge: ChargePlan): readonly Leaf[] =>
    isLeftOut(charge, base) ? [] : [{ charge, span, base, percents: [] }];
  const wrap = (leaves: readonly Leaf[]) =>
    percent === undefined
      ? leaves
      : leaves.map((one) => ({ ...one, percents: [...one.percents, percent] }));
  if (base.of === "scope")
    return wrap(facts.services.flatMap((name) => serviceOf(name, plan).charges).flatMap(leaf));
  return wrap(
    base.of.flatMap((name): readonly Leaf[] => {
      const charge = plan.charges.get(name);
      if (charge !== undefined) return leaf(charge);
      const inner = present(plan.bases.get(name), "a base is made of charges and bases", name);
      return leavesOf(inner, facts, plan);
    }),
  );
}

export function serviceOf(name: string, plan: Plan): ServicePlan {
  return present(plan.services.get(name), "a service was checked before it is used", name);
}

/** What the contract itself says of a charge; what records say is looked at line by line. */
function isLeftOut({ amount, kind, paidWith }: ChargePlan, { without }: BasePlan): boolean {
  if (amount === undefined) return false;
  return (
    (kind !== "recurring" && without.has(kind)) ||
    (paidWith === "voucher" && without.has("voucher"))
  );
}

function isOne({ numerator, denominator }: Ratio): boolean {
  return numerator === denominator;
}
