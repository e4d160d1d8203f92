import { compare, HUNDRED, type Ratio } from "../base/ratio.ts";
import type { Collector, Path } from "./collector.ts";
import { amountOf } from "./compile-money.ts";

/** Percent of the agreed time that must be known (19). */
export function coverageOf(
  text: string | undefined,
  path: Path,
  issues: Collector,
): { readonly value: Ratio; readonly text: string } | undefined {
  if (text === undefined) return undefined;
  const value = amountOf(text, path, issues);
  if (value === undefined) return undefined;
  if (compare(value, HUNDRED) > 0)
    issues.refuse(
      "target.not-a-percentage",
      path,
      `${text} is no percentage`,
      "give 0 to 100",
      text,
    );
  return { value, text };
}
