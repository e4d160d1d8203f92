import * as z from "zod/mini";
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
  wholeSchema,
} from "./fields.ts";
import { boundValue, saysSchema } from "./targets.ts";

// Long because: the grammar of credits, caps and claims is one page of the contract.

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
  exerciseWithin: z.optional(waitSchema),
  text: z.optional(textSchema),
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
    timesDaily: z.optional(nameSchema),
  }),
  right: rightSchema,
});

export const tierSchema = z.strictObject({
  from: z.optional(z.union([decimalSchema, durationSchema])),
  below: z.optional(z.union([decimalSchema, durationSchema])),
  /** Explicit flags where the clause says "more than x" or "up to and including y" (29). */
  fromExclusive: z.optional(z.literal("yes")),
  belowInclusive: z.optional(z.literal("yes")),
  /** What the table prints beside each bound: "99.9 % / 43 minutes". */
  fromSays: z.optional(saysSchema),
  belowSays: z.optional(saysSchema),
  give: z.union([giveSchema, z.literal("nothing")]),
  /** A tier may hold a base give plus a rate: "30 % plus 5 % for each 0.1 %". */
  plus: z.optional(z.lazy(() => rateSchema)),
});

export const rateSchema = z.strictObject({
  /** `calendar-day`: local dates of the contract's zone, which have 23 to 25 hours. */
  per: z.union([decimalSchema, durationSchema, z.literal("calendar-day")]),
  round: z.enum(["up", "down", "exact"]),
  from: z.union([
    z.enum(["zero", "target", "tier"]),
    z.strictObject({ value: z.union([decimalSchema, durationSchema]) }),
  ]),
  give: giveSchema,
});

const limitSchema = z
  .strictObject({
    percent: z.optional(decimalSchema),
    amount: z.optional(decimalSchema),
    /** With a base so many average daily fees of it; else days of service, of what is given in days. */
    days: z.optional(decimalSchema),
    base: z.optional(nameSchema),
  })
  .check(
    z.superRefine((limit, context) => {
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
      if (limit.percent === undefined && limit.days === undefined && limit.base !== undefined)
        refuse(
          "a base beside a limit that is no share of one",
          "remove `base`, or give a percentage or a number of days",
        );
    }),
  );

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
    z.strictObject({ n: positiveSchema, failing: failingSchema, only: z.optional(onlySchema) }),
    z.strictObject({ n: positiveSchema, only: onlySchema }),
  ]),
  missed: z.strictObject({
    n: positiveSchema,
    of: positiveSchema,
    failing: z.optional(failingSchema),
    only: z.optional(onlySchema),
  }),
  events: z.strictObject({ n: positiveSchema, per: periodSchema, only: z.optional(onlySchema) }),
  extreme: failingSchema,
});

const whenSchema = z.union([
  z.enum(["breached", "always"]),
  limbSchema,
  z.strictObject({ anyOf: z.array(limbSchema).check(z.minLength(2)) }),
]);

/** How what is owed reaches the customer; carried through (30). */
const payoutSchema = z.strictObject({
  as: z.enum(["credit", "refund", "voucher", "extension", "price-adjustment"]),
  on: z.optional(
    z.union([
      z.enum(["next-invoice", "request", "expiry"]),
      z.strictObject({ nthInvoice: z.int().check(z.minimum(2), z.maximum(1000)) }),
    ]),
  ),
  within: z.optional(z.strictObject({ days: positiveSchema })),
});

const common = {
  id: nameSchema,
  clause: clauseSchema,
  where: z.optional(whereSchema),
  when: z._default(whenSchema, "breached"),
  on: z.union([
    z.enum(onValues),
    /** By the how-manieth failed period this is among the last so many. */
    z.strictObject({ nthFailedPeriod: z.strictObject({ of: positiveSchema }) }),
  ]),
  base: z.optional(nameSchema),
  /** Most that one incident, day or line may yield. */
  limits: z.optional(
    z.strictObject({
      incident: z.optional(limitSchema),
      day: z.optional(limitSchema),
      line: z.optional(limitSchema),
    }),
  ),
  minimum: z.optional(
    z.strictObject({
      payout: decimalSchema,
      reached: z.enum(["at-least", "more-than"]),
      of: z.enum(["exact", "rounded"]),
      under: z.enum(["lost", "deferred"]),
    }),
  ),
  payout: z.optional(payoutSchema),
  earnBack: z.optional(
    z.strictObject({
      /** A figure below this cannot be earned back. */
      floor: decimalSchema,
      /** So many following periods, each at `level` or better, with a mean at `mean` or better. */
      periods: positiveSchema,
      level: decimalSchema,
      mean: z.optional(decimalSchema),
    }),
  ),
};

export const flatCredit = z.strictObject({ ...common, how: z.literal("flat"), give: giveSchema });
export const tiersCredit = z.strictObject({
  ...common,
  how: z.literal("tiers"),
  tiers: z.array(tierSchema).check(z.minLength(1)),
  onGap: z._default(z.enum(["refuse", "none", "next-row-down"]), "refuse"),
  onOverlap: z._default(z.enum(["refuse", "larger", "smaller", "first"]), "refuse"),
});
export const rateCredit = z.strictObject({ ...common, how: z.literal("rate"), rate: rateSchema });

export const creditSchema = z.discriminatedUnion("how", [flatCredit, tiersCredit, rateCredit]);

export const capSchema = z.strictObject({
  id: nameSchema,
  clause: clauseSchema,
  /** `all`, or the commitments, services or earlier caps that share it. */
  covers: z.union([z.literal("all"), z.array(nameSchema).check(z.minLength(1))]),
  per: z.union([
    periodSchema,
    z.literal("term"),
    /** So many months one after another, wherever they begin: those that end with the settlement's. */
    z.strictObject({ any: z.strictObject({ months: positiveSchema }) }),
  ]),
  limit: limitSchema,
  excess: z.enum(["lost", "carried"]),
});

export const stackingSchema = z.strictObject({
  id: nameSchema,
  clause: clauseSchema,
  among: z.array(nameSchema).check(z.minLength(2)),
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
    clause: z.optional(clauseSchema),
    stages: z
      .array(
        z.strictObject({
          what: z.enum(["claim", "ticket", "report", "notice", "evidence"]),
          within: waitSchema,
          after: z.union([
            z.enum(anchors),
            /** The end of the n-th such period after the one the event began in; 0: of that one. */
            z.strictObject({ endOf: z.strictObject({ period: periodSchema, n: wholeSchema }) }),
          ]),
          opens: z.optional(z.union([z.enum(["settlement-end", "event-end"]), waitSchema])),
          evidence: z._default(z.array(textSchema), []),
        }),
      )
      .check(z.minLength(1)),
  }),
]);

export const pointsSchema = z.strictObject({
  clause: clauseSchema,
  base: nameSchema,
  repeat: z.optional(z.strictObject({ consecutive: positiveSchema, times: decimalSchema })),
  convert: z.union([
    z.strictObject({ percentPerPoint: decimalSchema }),
    z.strictObject({ tiers: z.array(tierSchema).check(z.minLength(1)) }),
  ]),
  payout: z.optional(payoutSchema),
});
