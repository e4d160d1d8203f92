import type { Credit } from "../contract.ts";
import type { LinePayout } from "../model/statement.ts";
import type { Path } from "./collector.ts";
import type { CreditContext } from "./compile-credits.ts";
import { amountOf } from "./compile-money.ts";
import type { CreditPlan } from "./plan.ts";

export function minimumOf(
  { minimum }: Credit,
  path: Path,
  { declared: { issues } }: CreditContext,
): CreditPlan["minimum"] {
  if (minimum === undefined) return undefined;
  const { payout: text, reached, of, under } = minimum;
  const payout = amountOf(text, [...path, "minimum", "payout"], issues);
  return payout === undefined ? undefined : { payout, text, reached, of, under };
}

export function payoutOf(payout: Credit["payout"]): LinePayout | undefined {
  if (payout === undefined) return undefined;
  const { as, on, within } = payout;
  return {
    as,
    ...(on === undefined ? {} : { on }),
    ...(within === undefined ? {} : { within }),
  };
}
