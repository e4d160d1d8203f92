import {
  type Fraction,
  floorUnits,
  fraction,
  fractionOf,
  halfUp,
  less,
  minus,
  over,
  sumOf,
  times,
} from "../support/fraction.ts";

/** A month of 31 days with outages that do not touch, and one credit: what the oracle is asked. */
export interface Owed {
  readonly fee: string;
  readonly target: string;
  /** Start and length in ms, in the order of their starts, day by day from 0. */
  readonly outages: readonly { readonly startMs: number; readonly lengthMs: number }[];
  readonly on: "bad" | "bad-beyond-target" | "below-target" | "each-miss";
  /** Undefined: flat. `per` in minutes, or in points where the shortfall counts. */
  readonly rate: { readonly per: string; readonly round: "up" | "down" | "exact" } | undefined;
  readonly give: {
    readonly kind: "percent" | "amount" | "times" | "days";
    readonly value: string;
  };
  /** In percent of the fee. */
  readonly limits: {
    readonly incident?: string;
    readonly day?: string;
    readonly line?: string;
  };
  readonly cap: string | undefined;
}

const DAY_MS = 86_400_000;
const MONTH_MS = 31 * DAY_MS;

/** What the month owes, in cents; semantics 30 to 33 done by hand with fractions. */
export function cents(owed: Owed): bigint {
  const fee = fractionOf(owed.fee);
  const bad = owed.outages.reduce((sum, { lengthMs }) => sum + lengthMs, 0);
  const figure = fraction(100 * (MONTH_MS - bad), MONTH_MS);
  const target = fractionOf(owed.target);
  if (!less(figure, target)) return 0n;

  const exact = sumOf(withinDays(owed, fee, partsOf(owed, bad, minus(target, figure))));
  const most = (percent: string | undefined) =>
    percent === undefined ? undefined : limit(fee, percent);
  return [most(owed.limits.line), most(owed.cap)].reduce<bigint>(
    (sum, bound) => (bound !== undefined && bound < sum ? bound : sum),
    halfUp(exact, 2),
  );
}

interface Part {
  readonly size: Fraction;
  readonly day: number;
}

function partsOf({ on, outages, target }: Owed, bad: number, lack: Fraction): readonly Part[] {
  switch (on) {
    case "each-miss":
      return outages.map(({ startMs, lengthMs }) => ({
        size: fraction(lengthMs),
        day: Math.floor(startMs / DAY_MS),
      }));
    case "bad":
      return [{ size: fraction(bad), day: 0 }];
    case "bad-beyond-target": {
      const allowed = times(over(minus(fraction(100), fractionOf(target)), fraction(100)), MONTH);
      return [{ size: minus(fraction(bad), allowed), day: 0 }];
    }
    case "below-target":
      return [{ size: lack, day: 0 }];
  }
}

const MONTH = fraction(MONTH_MS);

/** Each part under its own limit, then what began on one day, first come first served. */
function withinDays(owed: Owed, fee: Fraction, parts: readonly Part[]): readonly Fraction[] {
  const left = new Map<number, Fraction>();
  return parts.map((part) => {
    const own = least(worth(owed, fee, part.size), bound(fee, owed.limits.incident));
    const rest = left.get(part.day) ?? bound(fee, owed.limits.day);
    const given = least(own, rest);
    if (rest !== undefined) left.set(part.day, minus(rest, given));
    return given;
  });
}

function worth({ on, rate, give }: Owed, fee: Fraction, size: Fraction): Fraction {
  const value = fractionOf(give.value);
  const count = rate === undefined ? fraction(1) : counted(rate, on, size);
  switch (give.kind) {
    case "percent":
      return times(times(over(fee, fraction(100)), value), count);
    case "amount":
      return times(value, count);
    case "days":
      return times(times(over(fee, fraction(31)), value), count);
    case "times":
      return times(times(fee, value), over(size, MONTH));
  }
}

function counted(
  { per, round }: NonNullable<Owed["rate"]>,
  on: Owed["on"],
  size: Fraction,
): Fraction {
  const unit = on === "below-target" ? fractionOf(per) : times(fractionOf(per), fraction(60_000));
  const exact = over(size, unit);
  if (round === "exact") return exact;
  const down = floorUnits(exact, 0);
  const isWhole = exact.d === 1n;
  return fraction(round === "down" || isWhole ? down : down + 1n);
}

function limit(fee: Fraction, percent: string): bigint {
  return floorUnits(over(times(fee, fractionOf(percent)), fraction(100)), 2);
}

function bound(fee: Fraction, percent: string | undefined): Fraction | undefined {
  return percent === undefined ? undefined : fraction(limit(fee, percent), 100);
}

function least(a: Fraction, b: Fraction | undefined): Fraction {
  return b !== undefined && less(b, a) ? b : a;
}
