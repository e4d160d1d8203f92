import { type Ratio, ratio } from "../base/ratio.ts";

const denseMost = 1 << 22;
const safeMost = Number.MAX_SAFE_INTEGER;

/**
 * The exact sum of many shares `part ÷ total`. Shares of one total are added as whole numbers, so
 * that millions of them leave one fraction for each total that occurs; those are brought together
 * once, when the sum is asked for. The order of the shares does not matter.
 */
export class ShareSum {
  /** Sums of parts by total, for totals that are small for the number of shares. */
  private dense = new Float64Array(1024);
  private readonly denseMost: number;
  private readonly sparse = new Map<number, number>();
  /** What a sum had before it would have grown beyond a safe integer. */
  private readonly spilled = new Map<number, bigint>();

  /** @param shares About how many will come; memory grows with them at most. */
  constructor(shares: number) {
    this.denseMost = Math.min(denseMost, Math.max(1024, 4 * shares));
  }

  /** @param total More than 0, a safe integer; `part` is one from 0 to `total`. */
  add(part: number, total: number): void {
    if (total < this.dense.length) this.dense[total] = (this.dense[total] as number) + part;
    else if (total < this.denseMost) this.widenFor(part, total);
    else this.addFar(part, total);
  }

  private widenFor(part: number, total: number): void {
    let length = this.dense.length;
    while (length <= total) length *= 2;
    const wider = new Float64Array(length);
    wider.set(this.dense);
    wider[total] = part;
    this.dense = wider;
  }

  private addFar(part: number, total: number): void {
    const held = this.sparse.get(total) ?? 0;
    if (part <= safeMost - held) {
      this.sparse.set(total, held + part);
      return;
    }
    this.spilled.set(total, (this.spilled.get(total) ?? 0n) + BigInt(held));
    this.sparse.set(total, part);
  }

  value(): Ratio {
    const { numerator, denominator } = sumOf(this.fractions(), 0);
    return ratio(numerator, denominator);
  }

  /** One for each total, in ascending order: the sum depends on the shares alone. */
  private fractions(): Fraction[] {
    const parts = new Map<number, bigint>(this.spilled);
    for (const [total, part] of this.sparse) addTo(parts, total, part);
    for (let total = 0; total < this.dense.length; total += 1)
      if (this.dense[total] !== 0) addTo(parts, total, this.dense[total] as number);
    return [...parts].map(([total, part]) => ({ total, part })).sort((a, b) => a.total - b.total);
  }
}

interface Fraction {
  readonly total: number;
  readonly part: bigint;
}

function addTo(parts: Map<number, bigint>, total: number, part: number): void {
  parts.set(total, (parts.get(total) ?? 0n) + BigInt(part));
}

interface Quotient {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * Halves the list, so that large numbers meet numbers as large. The common factor is sought once,
 * at the end: sought at every step it would cost more than all else.
 */
function sumOf(fractions: readonly Fraction[], from: number, until = fractions.length): Quotient {
  if (until - from < 2) {
    const { part, total } = fractions[from] ?? { part: 0n, total: 1 };
    return { numerator: part, denominator: BigInt(total) };
  }
  const middle = (from + until) >>> 1;
  const a = sumOf(fractions, from, middle);
  const b = sumOf(fractions, middle, until);
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}
