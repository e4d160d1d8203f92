import { invariant } from "./invariant.ts";

// Long because: all that is done with the one exact number stands on one page, half of it docstrings.

declare const lowest: unique symbol;

/**
 * The one exact number: a quotient of two integers that nobody has divided yet, in lowest terms
 * unless those would be thousands of digits, its denominator more than 0. Decimals are ratios too;
 * there is no floating point in money.
 */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
  /** Type-level mark, absent at run time: only `ratio` makes a Ratio. */
  readonly [lowest]: true;
}

/**
 * Of a literal V8 comes to think that it lives long, once thousands of contracts were read, and puts
 * those of each settlement among the old; of what is made by a class it does not.
 */
class Fraction {
  declare readonly numerator: bigint;
  declare readonly denominator: bigint;
  constructor(numerator: bigint, denominator: bigint) {
    this.numerator = numerator;
    this.denominator = denominator;
  }
}

/** All modes look at the size alone: "up" and the half of "half-up" go away from 0. */
export type RoundingMode = "half-up" | "half-even" | "down" | "up";

const digitsMax = 18;
const decimalsMax = 12;
// A sign, 18 digits and a point, twice, and a slash: longer text is refused before any pattern runs.
const charactersMax = 2 * (digitsMax + 2) + 1;

/** A denominator of some 5,000 digits: to look for a common factor would cost more than it saves. */
const beyondReduction = 1n << 16_384n;

/** From here on a denominator has more than 100 digits, and nobody reads the quotient. */
const beyondText = 10n ** 100n;
const cutPlaces = 30;

const decimalShape = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;
const quotientShape = /^(-?(?:0|[1-9]\d*))\/([1-9]\d*)$/;

/** @throws {InvariantError} When the denominator is not more than 0. */
export function ratio(numerator: bigint, denominator: bigint): Ratio {
  invariant(0n < denominator, "a denominator is more than 0", denominator);
  if (denominator === 1n || denominator >= beyondReduction)
    return new Fraction(numerator, denominator) as unknown as Ratio;
  const common = greatestCommonDivisor(sizeOf(numerator), denominator);
  return new Fraction(numerator / common, denominator / common) as unknown as Ratio;
}

/** @throws {InvariantError} When a number is not a safe integer. */
export function wholeRatio(whole: number | bigint): Ratio {
  const isWhole = typeof whole === "bigint" || Number.isSafeInteger(whole);
  invariant(isWhole, "a whole ratio is made of a safe integer", whole);
  return ratio(BigInt(whole), 1n);
}

export const ZERO: Ratio = wholeRatio(0);
export const ONE: Ratio = wholeRatio(1);
export const HUNDRED: Ratio = wholeRatio(100);

export function add(a: Ratio, b: Ratio): Ratio {
  if (b === ZERO) return a;
  if (isWhole(a) && isWhole(b)) return ratio(a.numerator + b.numerator, 1n);
  const numerator = a.numerator * b.denominator + b.numerator * a.denominator;
  return ratio(numerator, a.denominator * b.denominator);
}

export function subtract(minuend: Ratio, subtrahend: Ratio): Ratio {
  return add(minuend, negate(subtrahend));
}

export function multiply(a: Ratio, b: Ratio): Ratio {
  // The same value, not a copy: what is alike is told by looking.
  if (b === ONE) return a;
  return ratio(a.numerator * b.numerator, a.denominator * b.denominator);
}

/**
 * The exact quotient, still a ratio: nothing is rounded.
 *
 * @throws {InvariantError} When the divisor is 0.
 */
export function divide(dividend: Ratio, divisor: Ratio): Ratio {
  invariant(!isZero(divisor), "nothing is divided by 0", dividend);
  const numerator = dividend.numerator * divisor.denominator;
  return ratio(
    divisor.numerator < 0n ? -numerator : numerator,
    dividend.denominator * sizeOf(divisor.numerator),
  );
}

export function negate(value: Ratio): Ratio {
  return ratio(-value.numerator, value.denominator);
}

/** -1 when `a` is less than `b`, 0 when they are equal, else 1. Exact, by cross-multiplication. */
export function compare(a: Ratio, b: Ratio): -1 | 0 | 1 {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function equals(a: Ratio, b: Ratio): boolean {
  return compare(a, b) === 0;
}

/** The least of one or more; the first of equals. */
export function minOf(first: Ratio, ...others: readonly Ratio[]): Ratio {
  return others.reduce((least, other) => (compare(other, least) < 0 ? other : least), first);
}

/** The greatest of one or more; the first of equals. */
export function maxOf(first: Ratio, ...others: readonly Ratio[]): Ratio {
  return others.reduce(
    (greatest, other) => (compare(other, greatest) > 0 ? other : greatest),
    first,
  );
}

function isWhole({ denominator }: Ratio): boolean {
  return denominator === 1n;
}

export function isZero(value: Ratio): boolean {
  return value.numerator === 0n;
}

export function signOf({ numerator }: Ratio): -1 | 0 | 1 {
  return numerator < 0n ? -1 : numerator > 0n ? 1 : 0;
}

/** 0 for an empty list. */
export function sum(list: Iterable<Ratio>): Ratio {
  let total = ZERO;
  for (const value of list) total = add(total, value);
  return total;
}

/**
 * The value at `places` decimals. The only function that loses digits on purpose (semantics 28,
 * 33): call it where a clause, a cap or the currency says so, nowhere else.
 *
 * @param places A whole number from 0 to 100.
 */
export function round(value: Ratio, places: number, mode: RoundingMode): Ratio {
  return ofUnits(roundedUnits(value, places, mode), places);
}

/** What `round` makes, in units of the last place: cents for places 2. */
export function roundedUnits(value: Ratio, places: number, mode: RoundingMode): bigint {
  const { whole, rest } = splitAt(value, places);
  const isMore = leavesZero(mode, { whole, rest, denominator: value.denominator });
  const size = isMore ? whole + 1n : whole;
  return value.numerator < 0n ? -size : size;
}

/** The greatest value at `places` decimals that is not more: towards minus infinity. */
export function floorTo(value: Ratio, places: number): Ratio {
  return round(value, places, value.numerator < 0n ? "up" : "down");
}

/** The least value at `places` decimals that is not less: towards plus infinity. */
export function ceilTo(value: Ratio, places: number): Ratio {
  return round(value, places, value.numerator < 0n ? "down" : "up");
}

/**
 * The value in units of its last place, cents for places 2.
 *
 * @throws {InvariantError} When the value has more decimals: it was to be rounded first.
 */
export function minorUnits(value: Ratio, places: number): bigint {
  const { whole, rest } = splitAt(value, places);
  invariant(rest === 0n, "a value has no more decimals than it was rounded to", value);
  return value.numerator < 0n ? -whole : whole;
}

/** So many units of the last place: 500000 of two places is 5000. */
export function ofUnits(units: bigint, places: number): Ratio {
  return ratio(units, powerOfTen(places));
}

/** @throws {InvariantError} When the value is not a whole number that a JSON number keeps. */
export function toSafeInteger(value: Ratio): number {
  const whole = Number(minorUnits(value, 0));
  invariant(Number.isSafeInteger(whole), "a count is a safe integer", value);
  return whole;
}

/**
 * Reads a decimal as contracts write it (semantics 34): `-` but no `+`, no leading zeros, no
 * exponent, no separators; at most 18 digits in all and 12 decimals.
 *
 * @returns Nothing when the text is anything else: the caller knows the path for its issue.
 */
export function parseDecimal(text: string): Ratio | undefined {
  const match = text.length <= charactersMax ? decimalShape.exec(text) : null;
  if (match === null) return undefined;
  const [, sign, whole = "", decimals = ""] = match;
  if (decimals.length > decimalsMax || whole.length + decimals.length > digitsMax) return undefined;
  const size = BigInt(whole + decimals);
  return ratio(sign === "-" ? -size : size, 10n ** BigInt(decimals.length));
}

/** Reads a decimal, or `n/d` of whole numbers with at most 18 digits each and d > 0. */
export function parseQuantity(text: string): Ratio | undefined {
  const match = text.length <= charactersMax ? quotientShape.exec(text) : null;
  if (match === null) return parseDecimal(text);
  const [, numerator = "", denominator = ""] = match;
  const digits = Math.max(numerator.replace("-", "").length, denominator.length);
  return digits > digitsMax ? undefined : ratio(BigInt(numerator), BigInt(denominator));
}

/** Reads what `exactText` has written, however many digits it has; undefined for anything else. */
export function parseExact(text: string): Ratio | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+)|\/(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = "", decimals = "", below] = match;
  const size = BigInt(whole + decimals);
  const denominator = below === undefined ? 10n ** BigInt(decimals.length) : BigInt(below);
  return denominator === 0n ? undefined : ratio(sign === "-" ? -size : size, denominator);
}

/**
 * The value with exactly `places` decimals: "5000.00".
 *
 * @throws {InvariantError} When the value has more decimals: text never rounds.
 */
export function fixedText(value: Ratio, places: number): string {
  return unitsText(minorUnits(value, places), places);
}

/** So many units of the last place as text: 500000 of two places is "5000.00". */
export function unitsText(units: bigint, places: number): string {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const decimals = digits.slice(digits.length - places);
  return `${units < 0n ? "-" : ""}${whole}${decimals === "" ? "" : `.${decimals}`}`;
}

/**
 * The whole value: a plain decimal where 12 places hold it, else `n/d` in lowest terms. A quotient
 * of more than 100 digits, as the mean of many shares may be, is printed as a decimal that is cut
 * off and ends with an ellipsis; the value itself stays exact.
 */
export function exactText(value: Ratio): string {
  const { numerator, denominator } = value;
  if (isWhole(value)) return String(numerator);
  if (denominator >= beyondText) return `${fixedText(floorTo(value, cutPlaces), cutPlaces)}…`;
  if (powerOfTen(decimalsMax) % denominator !== 0n) return `${numerator}/${denominator}`;
  let places = 1;
  while (powerOfTen(places) % denominator !== 0n) places += 1;
  return fixedText(value, places);
}

/** What a figure is held against: the side that hurts is down for `atLeast`, up for `atMost`. */
export interface DisplayTarget {
  readonly target: Ratio;
  readonly unfavourable: "down" | "up";
}

/**
 * The percentage with `places` decimals (0 to 12), cut off towards the unfavourable side; down
 * where no target is given. Where that would read as 100 or as the target, though the value is
 * not, more decimals are shown; after 12 of them the last one is cut off downwards, so that less
 * never reads as 100 or as the target (semantics 28).
 */
export function displayPercent(value: Ratio, places: number, against?: DisplayTarget): string {
  invariant(
    places <= decimalsMax,
    `a percentage is shown with at most ${decimalsMax} places`,
    places,
  );
  const cut = against?.unfavourable === "up" ? ceilTo : floorTo;
  const marks = against === undefined ? [HUNDRED] : [HUNDRED, against.target];
  const isMistaken = (text: Ratio) => marks.some((m) => equals(text, m) && !equals(value, m));
  for (let shownPlaces = places; shownPlaces <= decimalsMax; shownPlaces += 1) {
    const shown = cut(value, shownPlaces);
    if (!isMistaken(shown)) return fixedText(shown, shownPlaces);
  }
  return fixedText(floorTo(value, decimalsMax), decimalsMax);
}

type Quotient = { readonly whole: bigint; readonly rest: bigint };

/** The size of the value in units of 10^-places, and what is over in units of its denominator. */
function splitAt(value: Ratio, places: number): Quotient {
  const size = sizeOf(value.numerator) * powerOfTen(places);
  return { whole: size / value.denominator, rest: size % value.denominator };
}

function leavesZero(
  mode: RoundingMode,
  { whole, rest, denominator }: Quotient & { readonly denominator: bigint },
): boolean {
  const beyondHalf = rest * 2n - denominator;
  switch (mode) {
    case "half-up":
      return beyondHalf >= 0n;
    case "half-even":
      return beyondHalf > 0n || (beyondHalf === 0n && whole % 2n === 1n);
    case "down":
      return false;
    case "up":
      return rest > 0n;
  }
}

function powerOfTen(places: number): bigint {
  const isBounded = Number.isInteger(places) && 0 <= places && places <= 100;
  invariant(isBounded, "places are a whole number from 0 to 100", places);
  return powersOfTen[places] as bigint;
}

const powersOfTen = Array.from({ length: 101 }, (_, places) => 10n ** BigInt(places));

function sizeOf(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
