import * as z from "zod";
import {
  clauseSchema,
  decimalSchema,
  durationSchema,
  nameSchema,
  oneOf,
  periodSchema,
  positiveSchema,
  quantitySchema,
  textSchema,
  waitSchema,
  whereSchema,
} from "./fields.ts";
import { boundValue } from "./targets.ts";

/** Credits: `when × on × how × give × base × cap`, semantics 29 to 36. */

export const onValues = [
  "measured",
  "below-target",
  "bad",
  "bad-beyond-target",
  "each-miss",
  "nth-miss",
  "misses",
] as const;
export const howValues = ["flat", "tiers", "rate"] as const;
export const giveValues = [
  "percent",
  "fraction",
  "amount",
  "times",
  "days",
  "points",
  "units",
  "right",
] as const;

const rightSchema = z.strictObject({
  what: z.enum(["terminate", "meeting", "step-in", "root-cause-analysis", "other"]),
  holder: z.enum(["customer", "provider"]),
  exerciseWithin: waitSchema.optional(),
  text: textSchema.optional(),
});

export const giveSchema = oneOf({
  percent: decimalSchema,
  /** n/d of the base. */
  fraction: quantitySchema,
  amount: decimalSchema,
  /** So many times the fee of the time that was lost. */
  times: decimalSchema,
  /** Days of service added, or so many average daily fees of the base. */
  days: decimalSchema,
  points: decimalSchema,
  units: z.strictObject({
    unit: nameSchema,
    count: quantitySchema,
    /** The count is in averages per day of this fact over the period. Left out: in single units. */
    timesDaily: nameSchema.optional(),
  }),
  right: rightSchema,
});

export const tierSchema = z.strictObject({
  from: z.union([decimalSchema, durationSchema]).optional(),
  below: z.union([decimalSchema, durationSchema]).optional(),
  /** Explicit flags where the clause says "more than x" or "up to and including y" (29). */
  fromExclusive: z.literal("yes").optional(),
  belowInclusive: z.literal("yes").optional(),
  give: z.union([giveSchema, z.literal("nothing")]),
  /** A tier may hold a base give plus a rate: "30 % plus 5 % for each 0.1 %". */
  plus: z.lazy(() => rateSchema).optional(),
});

export const rateSchema = z.strictObject({
  per: z.union([decimalSchema, durationSchema]),
  round: z.enum(["up", "down", "exact"]),
  from: z.union([
    z.enum(["zero", "target", "tier"]),
    z.strictObject({ value: z.union([decimalSchema, durationSchema]) }),
  ]),
  give: giveSchema,
});

const limitSchema = z
  .strictObject({
    percent: decimalSchema.optional(),
    amount: decimalSchema.optional(),
    /** Days of service, for what is given in days. */
    days: decimalSchema.optional(),
    base: nameSchema.optional(),
  })
  .superRefine((limit, context) => {
    const refuse = (message: string, hint: string) =>
      context.addIssue({ code: "custom", message, params: { code: "limit.form", hint } });
    const forms = [limit.percent, limit.amount, limit.days].filter((form) => form !== undefined);
    if (forms.length !== 1)
      refuse(
        "a limit is a percentage, an amount or a number of days",
        "give exactly one of: percent, amount, days",
      );
    if (limit.percent !== undefined && limit.base === undefined)
      refuse("a percentage of nothing", 'name the base: { percent: "50", base: monthly }');
    if (limit.percent === undefined && limit.base !== undefined)
      refuse("a base beside a limit that is no percentage", "remove `base`, or give a percentage");
  });

/** The failing side of a level, with its strictness: the period fails where its figure is so. */
const failingSchema = oneOf({
  atLeast: boundValue,
  moreThan: boundValue,
  atMost: boundValue,
  lessThan: boundValue,
});
/** Counts only failures for which a claim came in time. Left out: every failure (36). */
const onlySchema = z.literal("claimed-in-time");

/**
 * One limb of a chronic failure: k in a row, k of n, k events in a period, or one extreme (36).
 * `failing`: the periods that fail for this limb; left out: those that miss the commitment's target.
 */
const limbSchema = oneOf({
  consecutive: z.union([
    positiveSchema,
    z.strictObject({ n: positiveSchema, failing: failingSchema, only: onlySchema.optional() }),
    z.strictObject({ n: positiveSchema, only: onlySchema }),
  ]),
  missed: z.strictObject({
    n: positiveSchema,
    of: positiveSchema,
    failing: failingSchema.optional(),
    only: onlySchema.optional(),
  }),
  events: z.strictObject({ n: positiveSchema, per: periodSchema, only: onlySchema.optional() }),
  extreme: failingSchema,
});

const whenSchema = z.union([
  z.enum(["breached", "always"]),
  limbSchema,
  z.strictObject({ anyOf: z.array(limbSchema).min(2) }),
]);

/** How what is owed reaches the customer; carried through (30). */
const payoutSchema = z.strictObject({
  as: z.enum(["credit", "refund", "voucher", "extension", "price-adjustment"]),
  on: z
    .union([
      z.enum(["next-invoice", "request", "expiry"]),
      z.strictObject({ nthInvoice: z.int().min(2).max(1000) }),
    ])
    .optional(),
  within: z.strictObject({ days: positiveSchema }).optional(),
});

const common = {
  id: nameSchema,
  clause: clauseSchema,
  where: whereSchema.optional(),
  when: whenSchema.default("breached"),
  on: z.union([
    z.enum(onValues),
    /** By the how-manieth failed period this is among the last so many. */
    z.strictObject({ nthFailedPeriod: z.strictObject({ of: positiveSchema }) }),
  ]),
  base: nameSchema.optional(),
  /** Most that one incident, day or line may yield. */
  limits: z
    .strictObject({
      incident: limitSchema.optional(),
      day: limitSchema.optional(),
      line: limitSchema.optional(),
    })
    .optional(),
  minimum: z
    .strictObject({
      payout: decimalSchema,
      reached: z.enum(["at-least", "more-than"]),
      of: z.enum(["exact", "rounded"]),
      under: z.enum(["lost", "deferred"]),
    })
    .optional(),
  payout: payoutSchema.optional(),
  earnBack: z
    .strictObject({
      /** A figure below this cannot be earned back. */
      floor: decimalSchema,
      /** So many following periods, each at `level` or better, with a mean at `mean` or better. */
      periods: positiveSchema,
      level: decimalSchema,
      mean: decimalSchema.optional(),
    })
    .optional(),
};

export const flatCredit = z.strictObject({ ...common, how: z.literal("flat"), give: giveSchema });
export const tiersCredit = z.strictObject({
  ...common,
  how: z.literal("tiers"),
  tiers: z.array(tierSchema).min(1),
  onGap: z.enum(["refuse", "none", "next-row-down"]).default("refuse"),
  onOverlap: z.enum(["refuse", "larger", "smaller", "first"]).default("refuse"),
});
export const rateCredit = z.strictObject({ ...common, how: z.literal("rate"), rate: rateSchema });

export const creditSchema = z.discriminatedUnion("how", [flatCredit, tiersCredit, rateCredit]);

export const capSchema = z.strictObject({
  id: nameSchema,
  clause: clauseSchema,
  /** `all`, or the commitments, services or earlier caps that share it. */
  covers: z.union([z.literal("all"), z.array(nameSchema).min(1)]),
  per: z.union([periodSchema, z.literal("term")]),
  limit: limitSchema,
  excess: z.enum(["lost", "carried"]),
});

interface Capped {
  readonly caps: readonly z.output<typeof capSchema>[];
  readonly commitments: readonly {
    readonly id: string;
    readonly credits: readonly z.output<typeof creditSchema>[];
  }[];
}

/** A cap in days bounds what is given in days; a credit in anything else would slip under it. */
export function daysCapDays({ caps, commitments }: Capped, context: z.RefinementCtx): void {
  for (const [index, { covers, limit }] of caps.entries()) {
    if (limit.days === undefined) continue;
    const covered = commitments.flatMap(({ id, credits }) =>
      covers === "all" || covers.includes(id)
        ? credits
        : credits.filter((credit) => covers.includes(credit.id)),
    );
    const other = covered.find((credit) => !givesOnlyDays(credit));
    if (other === undefined) continue;
    context.addIssue({
      code: "custom",
      message: `a cap in days covers credit ${other.id}, which gives something else`,
      path: ["caps", index, "limit", "days"],
      params: {
        code: "limit.days-without-days",
        hint: "cover credits that give days, or limit by amount or percent",
      },
    });
  }
}

function givesOnlyDays(credit: z.output<typeof creditSchema>): boolean {
  if (credit.how === "flat") return credit.give.days !== undefined;
  if (credit.how === "rate") return credit.rate.give.days !== undefined;
  return credit.tiers.every(
    ({ give, plus }) =>
      (give === "nothing" || give.days !== undefined) &&
      (plus === undefined || plus.give.days !== undefined),
  );
}

export const stackingSchema = z.strictObject({
  id: nameSchema,
  clause: clauseSchema,
  among: z.array(nameSchema).min(2),
  pays: z.enum(["sum", "largest", "customer-elects", "highest-per-event", "root-cause-only"]),
});

export const anchors = [
  "settlement-end",
  "period-end",
  "event-start",
  "event-end",
  "correction",
  "awareness",
  "report",
  "eligibility",
] as const;

export const claimSchema = z.discriminatedUnion("on", [
  z.strictObject({ on: z.literal("automatic") }),
  z.strictObject({
    on: z.literal("request"),
    clause: clauseSchema.optional(),
    stages: z
      .array(
        z.strictObject({
          what: z.enum(["claim", "ticket", "report", "notice", "evidence"]),
          within: waitSchema,
          after: z.union([
            z.enum(anchors),
            /** The end of the n-th such period after the one the event lies in. */
            z.strictObject({ endOf: z.strictObject({ period: periodSchema, n: positiveSchema }) }),
          ]),
          opens: z.union([z.enum(["settlement-end", "event-end"]), waitSchema]).optional(),
          evidence: z.array(textSchema).default([]),
        }),
      )
      .min(1),
  }),
]);

export const pointsSchema = z.strictObject({
  clause: clauseSchema,
  base: nameSchema,
  repeat: z.strictObject({ consecutive: positiveSchema, times: decimalSchema }).optional(),
  convert: z.union([
    z.strictObject({ percentPerPoint: decimalSchema }),
    z.strictObject({ tiers: z.array(tierSchema).min(1) }),
  ]),
  payout: payoutSchema.optional(),
});
