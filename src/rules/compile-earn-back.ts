import { compare } from "../base/ratio.ts";
import type { Credit } from "../contract.ts";
import type { Path } from "./collector.ts";
import type { CreditContext } from "./compile-credits.ts";
import { decimalOf } from "./compile-money.ts";
import { checkCyclic } from "./compile-when.ts";
import type { EarnBackPlan } from "./plan.ts";

/** How later periods give a credit back to the provider (30). */
export function earnBackOf(
  { earnBack, minimum }: Credit,
  path: Path,
  context: CreditContext,
): EarnBackPlan | undefined {
  if (earnBack === undefined) return undefined;
  const { issues, contract } = context.declared;
  const at = [...path, "earnBack"];
  const [bound] = context.bounds;
  if (bound === undefined || context.unit === "ms") {
    issues.refuse(
      "earn-back.no-figure",
      at,
      "later periods are held against a level, and the commitment has no figure in plain numbers with a bound",
      'give it one, such as percent-within with targets: [{ atLeast: "99" }]',
    );
    return undefined;
  }
  checkCyclic(at, context);
  if (JSON.stringify(context.commitment.period) !== JSON.stringify(contract.settlement))
    issues.refuse(
      "contract.not-supported-yet",
      at,
      "credits are earned back from statement to statement, and the commitment is judged by another period",
      "judge the commitment by the period that is settled",
    );
  if (minimum?.under === "deferred" || contract.caps.some(({ excess }) => excess === "carried"))
    issues.refuse(
      "earn-back.of-what-waits",
      at,
      "a credit that may be earned back is paid in one statement, and a cap or least payout of the contract lets amounts wait",
      "use excess: lost and under: lost",
    );
  const floor = decimalOf(earnBack.floor, [...at, "floor"], issues);
  const level = decimalOf(earnBack.level, [...at, "level"], issues);
  const mean =
    earnBack.mean === undefined ? undefined : decimalOf(earnBack.mean, [...at, "mean"], issues);
  if (floor === undefined || level === undefined) return undefined;
  const better = bound.kind === "atLeast" || bound.kind === "moreThan" ? 1 : -1;
  if (compare(floor, bound.value) * better > 0)
    issues.warn(
      "earn-back.never",
      [...at, "floor"],
      `no figure that misses ${bound.text} reaches ${earnBack.floor}`,
      "let the floor be a figure that misses the target",
      earnBack.floor,
    );
  return { floor, level, levelText: earnBack.level, mean, periods: earnBack.periods, better };
}
