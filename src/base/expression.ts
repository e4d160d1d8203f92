import { add, divide, isZero, multiply, parseExact, type Ratio, subtract } from "./ratio.ts";

/**
 * The exact value of an expression in plain figures as steps print them: + − × ÷ and parentheses,
 * with the usual precedence; a slash without spaces is part of a figure ("7/3 × 2").
 *
 * @returns Undefined for a text that is no such expression, or divides by 0.
 */
export function evaluate(expression: string): Ratio | undefined {
  const tokens = expression.match(/[()+×÷−]|[^\s()+×÷−]+/g) ?? [];
  let at = 0;
  const value = sum();
  return at === tokens.length ? value : undefined;

  function sum(): Ratio | undefined {
    let total = product();
    for (let sign = tokens[at]; sign === "+" || sign === "−"; sign = tokens[at]) {
      at += 1;
      const next = product();
      if (total === undefined || next === undefined) return undefined;
      total = sign === "+" ? add(total, next) : subtract(total, next);
    }
    return total;
  }

  function product(): Ratio | undefined {
    let total = factor();
    for (let sign = tokens[at]; sign === "×" || sign === "÷"; sign = tokens[at]) {
      at += 1;
      const next = factor();
      if (total === undefined || next === undefined) return undefined;
      if (sign === "÷" && isZero(next)) return undefined;
      total = sign === "×" ? multiply(total, next) : divide(total, next);
    }
    return total;
  }

  function factor(): Ratio | undefined {
    const token = tokens[at];
    if (token === undefined) return undefined;
    at += 1;
    if (token !== "(") return parseExact(token);
    const inner = sum();
    const closed = tokens[at] === ")";
    at += 1;
    return closed ? inner : undefined;
  }
}
