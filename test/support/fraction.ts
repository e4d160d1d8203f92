/** Exact fractions of the tests' own: numerator and positive denominator, in lowest terms. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

export function fraction(n: bigint | number, d: bigint | number = 1n): Fraction {
  const sign = BigInt(d) < 0n ? -1n : 1n;
  const [top, bottom] = [BigInt(n) * sign, BigInt(d) * sign];
  if (bottom === 0n) throw new RangeError("a fraction over zero");
  const common = gcd(top < 0n ? -top : top, bottom);
  return { n: top / common, d: bottom / common };
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? (a === 0n ? 1n : a) : gcd(b, a % b);
}

export const plus = (a: Fraction, b: Fraction) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Fraction, b: Fraction) => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a: Fraction, b: Fraction) => fraction(a.n * b.n, a.d * b.d);
export const over = (a: Fraction, b: Fraction) => fraction(a.n * b.d, a.d * b.n);
export const less = (a: Fraction, b: Fraction) => a.n * b.d < b.n * a.d;
export const sumOf = (list: readonly Fraction[]) => list.reduce(plus, fraction(0));

/** "12", "-0.5", "7/3". */
export function fractionOf(text: string): Fraction {
  const match = /^(-?)(\d+)(?:\.(\d+)|\/(\d+))?$/.exec(text);
  if (match === null) throw new RangeError(`not a plain figure: ${JSON.stringify(text)}`);
  const [, sign, whole = "0", decimals = "", below] = match;
  const top = BigInt(`${sign}${whole}${decimals}`);
  return fraction(top, below === undefined ? 10n ** BigInt(decimals.length) : BigInt(below));
}

export function text(value: Fraction): string {
  return value.d === 1n ? `${value.n}` : `${value.n}/${value.d}`;
}

/** Half up by size: 0.5 to 1 and −0.5 to −1. In units of 10^−places. */
export function halfUp(value: Fraction, places: number): bigint {
  const scaled = times(value, fraction(10n ** BigInt(places)));
  const size = scaled.n < 0n ? -scaled.n : scaled.n;
  const rounded = (2n * size + scaled.d) / (2n * scaled.d);
  return scaled.n < 0n ? -rounded : rounded;
}

/** Down to minus infinity, in units of 10^−places. */
export function floorUnits(value: Fraction, places: number): bigint {
  const { n, d } = times(value, fraction(10n ** BigInt(places)));
  return n >= 0n ? n / d : -((-n + d - 1n) / d);
}

/**
 * The value of an expression in plain figures with + − × ÷ (or - * /) and parentheses, with the
 * usual precedence. A slash without spaces is part of a figure: "7/3 × 2". Undefined when the text
 * is not such an expression.
 */
export function evaluate(expression: string): Fraction | undefined {
  const tokens = expression.match(/\d+(?:\.\d+|\/\d+)?|[()+×÷*−/-]|\S+?/g) ?? [];
  let next = 0;
  const peek = () => tokens[next];
  const failed = new RangeError("not an expression");

  const factor = (): Fraction => {
    const token = tokens[next++];
    if (token === undefined) throw failed;
    if (token === "−" || token === "-") return minus(fraction(0), factor());
    if (token !== "(") return fractionOf(token);
    const inner = total();
    if (tokens[next++] !== ")") throw failed;
    return inner;
  };
  const product = (): Fraction => {
    let value = factor();
    for (;;) {
      const operator = peek();
      if (operator === "×" || operator === "*") {
        next += 1;
        value = times(value, factor());
      } else if (operator === "÷" || operator === "/") {
        next += 1;
        value = over(value, factor());
      } else return value;
    }
  };
  const total = (): Fraction => {
    let value = product();
    for (;;) {
      const operator = peek();
      if (operator === "+") {
        next += 1;
        value = plus(value, product());
      } else if (operator === "−" || operator === "-") {
        next += 1;
        value = minus(value, product());
      } else return value;
    }
  };

  try {
    const value = total();
    return next === tokens.length ? value : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
