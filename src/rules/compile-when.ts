import { present } from "../base/invariant.ts";
import { wholeRatio } from "../base/ratio.ts";
import type { Credit } from "../contract.ts";
import { parseDuration } from "../time/duration.ts";
import { isCyclic } from "../time/period.ts";
import { hasPrior } from "./check-base.ts";
import { Collector, type Path } from "./collector.ts";
import { isMadeOf } from "./compile-caps.ts";
import type { CreditContext } from "./compile-credits.ts";
import { decimalOf } from "./compile-money.ts";
import { compilePeriod } from "./compile-period.ts";
import type { Bound, CreditPlan, LimbPlan } from "./plan.ts";

type WhenInput = Credit["when"];
type LimbInput = Exclude<WhenInput, string | { anyOf: unknown }>;
type FailingInput = NonNullable<NonNullable<LimbInput["extreme"]>>;

/** When a credit is due: breached, always, or by a chronic failure of one or several limbs (36). */
export function compileWhen(
  when: WhenInput,
  path: Path,
  context: CreditContext,
): CreditPlan["when"] | undefined {
  if (typeof when === "string") return when;
  const limbs = "anyOf" in when ? when.anyOf : [when];
  const plans = limbs.map((limb, index) =>
    limbOf(limb, "anyOf" in when ? [...path, "anyOf", index] : path, context),
  );
  const known = plans.filter((plan) => plan !== undefined);
  return known.length === plans.length ? known : undefined;
}

function limbOf(limb: LimbInput, path: Path, context: CreditContext): LimbPlan | undefined {
  const { consecutive, missed, events, extreme } = limb;
  if (extreme !== undefined) {
    const failing = failingOf(extreme, [...path, "extreme"], context);
    return failing === undefined ? undefined : { limb: "extreme", failing, onlyClaimed: false };
  }
  if (events !== undefined) return eventsOf(events, [...path, "events"], context);
  checkCyclic(path, context);
  if (missed !== undefined) {
    const { n, of, failing, only } = missed;
    const at = [...path, "missed"];
    if (n > of) {
      context.declared.issues.refuse(
        "limb.more-than-all",
        at,
        `${n} of ${of} periods can never fail`,
        "let n be at most of",
      );
    }
    return withFailing({ limb: "missed", n, of }, failing, only, [...at, "failing"], context);
  }
  const terms = present(consecutive, "a limb has one of its forms", path);
  const at = [...path, "consecutive"];
  if (typeof terms === "number")
    return { limb: "consecutive", n: terms, failing: undefined, onlyClaimed: false };
  const failing = "failing" in terms ? terms.failing : undefined;
  return withFailing(
    { limb: "consecutive", n: terms.n },
    failing,
    terms.only,
    [...at, "failing"],
    context,
  );
}

function withFailing(
  limb: { limb: "consecutive"; n: number } | { limb: "missed"; n: number; of: number },
  failing: FailingInput | undefined,
  only: string | undefined,
  path: Path,
  context: CreditContext,
): LimbPlan | undefined {
  const onlyClaimed = only !== undefined;
  if (failing === undefined) return { ...limb, failing: undefined, onlyClaimed };
  const bound = failingOf(failing, path, context);
  return bound === undefined ? undefined : { ...limb, failing: bound, onlyClaimed };
}

/** Events are counted in the period of the commitment, or in a longer one that is made of these. */
function eventsOf(
  { n, per, only }: NonNullable<LimbInput["events"]>,
  path: Path,
  context: CreditContext,
): LimbPlan | undefined {
  const { issues } = context.declared;
  const kind = compilePeriod(per, [...path, "per"], issues);
  const onlyClaimed = only !== undefined;
  const limb = { limb: "events", n, failing: undefined, onlyClaimed } as const;
  const own = context.commitment.period;
  if (JSON.stringify(per) === JSON.stringify(own)) return { ...limb, per: undefined };
  if (kind === undefined) return undefined;
  // What is wrong with the commitment's own period is told where it stands.
  const part = own === "event" ? undefined : compilePeriod(own, path, new Collector());
  if (part !== undefined && isCyclic(kind) && isMadeOf(kind, part)) return { ...limb, per: kind };
  issues.refuse(
    "limb.events-period",
    [...path, "per"],
    "the period that events are counted in is not made of whole periods of the commitment",
    "let it be the commitment's own, or a longer one of whole months",
    JSON.stringify(per),
  );
  return undefined;
}

/** Events, rolling days and instants have no period before them in a row. */
export function checkCyclic(path: Path, { commitment, declared: { issues } }: CreditContext): void {
  if (hasPrior(commitment.period)) return;
  issues.refuse(
    "limb.no-earlier-periods",
    path,
    "periods are counted back, and the commitment's do not follow one another",
    "judge by a period of the calendar",
  );
}

const unitNames = {
  percent: "a percentage",
  ms: "a length of time",
  count: "a count",
  value: "a value",
};

/** How a failed figure looks; in the unit of the commitment's figure. */
function failingOf(
  failing: FailingInput,
  path: Path,
  { unit, declared: { issues } }: CreditContext,
): Bound | undefined {
  const found = Object.entries(failing).find(([, text]) => text !== undefined);
  const entry = present(found, "a bound has one of its forms", path);
  const [kind, text] = entry as [Bound["kind"], string];
  const isDuration = text.startsWith("P");
  if (isDuration !== (unit === "ms")) {
    issues.refuse(
      "limb.other-unit",
      [...path, kind],
      `"${text}" is ${isDuration ? "a length of time" : "a plain number"}, the figure is ${unitNames[unit]}`,
      unit === "ms" ? "give a duration such as PT4H" : 'give a decimal in quotes, like "98.5"',
      text,
    );
    return undefined;
  }
  if (isDuration) {
    const ms = issues.take(parseDuration(text, [...path, kind]));
    return ms === undefined ? undefined : { kind, value: wholeRatio(ms), text };
  }
  const value = decimalOf(text, [...path, kind], issues);
  return value === undefined ? undefined : { kind, value, text };
}
