import * as z from "zod";
import { causeSchema } from "./exclusions.ts";
import {
  clauseSchema,
  decimalSchema,
  durationSchema,
  nameSchema,
  oneOf,
  positiveSchema,
  quantitySchema,
  waitSchema,
  whereSchema,
} from "./fields.ts";
import { withinSchema } from "./targets.ts";

/** What is measured: four kinds of facts, each with its figures (20) and its options. */

export const outageFigures = [
  "uptime-percent",
  "downtime",
  "longest",
  "count",
  "mean-to-restore",
  /** MTBF: time in operation over failures, or from start to start; never one word for both (20). */
  "mean-operating-between",
  "mean-between-starts",
] as const;
export const tallyFigures = ["ratio", "mean-of-ratios", "mean-score"] as const;
export const cycleFigures = ["each", "percent-within", "mean", "percentile"] as const;
export const valueFigures = ["mean", "percentile"] as const;
export const clocks = [
  "first-response",
  "next-response",
  "time-to-own",
  "workaround",
  "restoration",
  "first-resolution",
  "resolution",
] as const;

/**
 * "Calculated to two decimals": a rounding of the figure, for test and look-up alike (28). With
 * `for: look-up` the test stays exact and only the table reads the rounded figure.
 */
const calculatedToSchema = z.strictObject({
  decimals: z.int().min(0).max(12),
  round: z.enum(["half-up", "half-even", "down", "up"]),
  for: z.literal("look-up").optional(),
});

const averageWithSchema = z.strictObject({ earlierPeriods: positiveSchema });

const minimumOutageSchema = z.union([
  durationSchema,
  z.strictObject({
    length: durationSchema,
    reached: z.enum(["at-least", "more-than"]),
    counts: z.enum(["whole", "excess"]),
    /** Outages at most this far apart reach the length together; the gap itself is up (18). */
    bridge: durationSchema.optional(),
  }),
]);

const edgeSchema = z.enum(["impact", "detection", "report", "ticket-opened"]);
const clockEdge = z.union([
  edgeSchema,
  z.strictObject({ earlierOf: z.array(edgeSchema).length(2) }),
  z.strictObject({ laterOf: z.array(edgeSchema).length(2) }),
]);

/** An outage that is reported later than this is not counted (22). */
const latestReportSchema = z.strictObject({
  within: waitSchema,
  after: z.enum(["outage-start", "outage-end"]),
});

/** What becomes of a bucket that an exclusion covers in part; no default (24). */
const partlyExcludedSchema = z.enum(["kept", "left-out", "kept-if-its-rest-qualifies"]);

/** A bucket is bad by its failure rate; runs of bad buckets are outages (20). */
const downWhenSchema = z.strictObject({
  /** The buckets that are read, by the name in their `of`. Left out: those without one. */
  of: nameSchema.optional(),
  bucket: durationSchema,
  bad: oneOf({
    rateMoreThan: quantitySchema,
    rateAtLeast: quantitySchema,
    anyFailure: z.literal("yes"),
    everyAttemptFails: z.literal("yes"),
    slowerThan: z.strictObject({ value: nameSchema, limit: quantitySchema }),
  }),
  runOf: positiveSchema.default(1),
  partialRuns: z.enum(["dropped", "kept"]).optional(),
  underMinimumTraffic: z
    .strictObject({
      requests: positiveSchema,
      is: z.enum(["good", "bad", "left-out"]),
      /** Where the requests are counted. Left out: in the bucket. */
      over: z.enum(["bucket", "run", "period"]).optional(),
    })
    .optional(),
  partlyExcluded: partlyExcludedSchema.optional(),
});

/** Deemed minutes of a calendar month by its real length in days (4). */
const deemedMonthsSchema = z.strictObject({
  days28: positiveSchema,
  days29: positiveSchema,
  days30: positiveSchema,
  days31: positiveSchema,
});

/** What an outage must say of itself to be counted: one of the values, for each key given. */
const countOnlySchema = z
  .strictObject({
    cause: z.array(causeSchema).min(1).optional(),
    impact: z.array(nameSchema).min(1).optional(),
    tag: z.array(nameSchema).min(1).optional(),
    resource: z.array(nameSchema).min(1).optional(),
  })
  .refine((given) => Object.keys(given).length > 0, {
    params: { code: "where.empty", hint: "give cause, impact, tag or resource, or leave it out" },
    message: "`countOnly` selects nothing",
  });

export const outagesMeasure = z.strictObject({
  facts: z.literal("outages"),
  figure: z.enum(outageFigures),
  /** Which outages are in the population at all (16). Left out: every outage. */
  countOnly: countOnlySchema.optional(),
  minimumOutage: minimumOutageSchema.optional(),
  /** Weight of each impact, 0 to 1. Left out: every outage counts in full. */
  weights: z.record(nameSchema, decimalSchema).optional(),
  /** Whether the share that an outage record says was affected is its weight. Left out: ignored. */
  recordedShare: z.enum(["ignored", "weighs"]).optional(),
  overlap: z.enum(["largest", "sum"]).default("largest"),
  counting: z
    .union([
      z.literal("exact"),
      z.strictObject({
        whole: z.enum(["minute", "five-minutes", "hour"]),
        count: z.enum(["ceil", "floor", "any-touched", "all-of"]),
        per: z.enum(["fault", "total"]),
        /** Where a slot begins (18). Left out: on whole minutes and hours of UTC. */
        aligned: z.enum(["utc", "zone", "fault"]).optional(),
      }),
    ])
    .default("exact"),
  downWhen: downWhenSchema.optional(),
  /** Outages at most this far apart are one outage; the gap is down too (18). */
  mergeGap: durationSchema.optional(),
  /** A sample stands until the next one, so long at most; then unknown. Left out: its interval (17). */
  maxGap: durationSchema.optional(),
  starts: clockEdge.optional(),
  ends: z.enum(["restored", "notified", "ticket-closed"]).optional(),
  latestReport: latestReportSchema.optional(),
  /** The time between a restoration that proved false and the fault's return. Left out: left out. */
  falseRestoration: z.enum(["left-out", "counted"]).optional(),
  hours: nameSchema.optional(),
  denominator: z
    .union([
      z.literal("elapsed"),
      z.literal("days-x-1440"),
      z.literal("active"),
      /** So many minutes, whatever the period. */
      z.strictObject({ fixedMinutes: positiveSchema }),
      /** So many days of 24 hours for each calendar month of the period. */
      z.strictObject({ deemedDays: positiveSchema }),
      z.strictObject({ deemedMonths: deemedMonthsSchema }),
      z.strictObject({ atLeastActive: positiveSchema }),
      /** A fact that counts units; each outage loses its `affected` units for its length. */
      z.strictObject({ usersTimesMinutes: nameSchema }),
    ])
    .default("elapsed"),
  partialPeriod: z
    .enum([
      "clip",
      "whole-denominator",
      "not-a-period",
      "anniversary",
      "undeployed-is-available",
      "outages-while-active",
      "from-first-full",
    ])
    .default("clip"),
  unknown: z
    .union([z.enum(["left-out", "up", "down"]), z.strictObject({ carry: durationSchema })])
    .default("left-out"),
  minCoverage: decimalSchema.optional(),
  calculatedTo: calculatedToSchema.optional(),
  averageWith: averageWithSchema.optional(),
});

export const tallyMeasure = z.strictObject({
  facts: z.literal("tally"),
  figure: z.enum(tallyFigures),
  of: nameSchema,
  bucket: durationSchema.optional(),
  zeroTraffic: z.enum(["good", "bad", "left-out"]),
  partlyExcluded: partlyExcludedSchema.optional(),
  minimumTraffic: z
    .strictObject({
      requests: positiveSchema,
      under: z.enum(["good", "bad", "left-out", "not-measured"]),
    })
    .optional(),
  scores: z
    .array(z.strictObject({ atMost: quantitySchema.optional(), score: decimalSchema }))
    .optional(),
  weights: z.record(nameSchema, decimalSchema).optional(),
  calculatedTo: calculatedToSchema.optional(),
  averageWith: averageWithSchema.optional(),
});

const fromTo = z.strictObject({ from: nameSchema, to: nameSchema });

/** Updates due at a frequency; the frequency is the row of the target (11). */
const updateSchema = z.strictObject({
  from: z.enum(["opening", "first-response"]),
  until: nameSchema,
  grid: z.enum(["rolling", "fixed"]),
});

/** An event by name, or the earlier or later of several: "support until the earlier of two dates". */
const momentSchema = z.union([
  nameSchema,
  z.strictObject({ earliestOf: z.array(nameSchema).min(2) }),
  z.strictObject({ latestOf: z.array(nameSchema).min(2) }),
]);

/** The seven predicates of product.md; each yields cycles like tickets do. */
const dutySchema = oneOf({
  /** `fact`: the notice, of the same subject as the event; the row's length leads back to its due. */
  noticeBefore: z.strictObject({ event: momentSchema, fact: nameSchema }),
  withinAfter: z.strictObject({ event: momentSchema, fact: nameSchema }),
  countInPeriod: z.strictObject({ fact: nameSchema, atLeast: positiveSchema }),
  maxGap: z.strictObject({ fact: nameSchema }),
  supportedUntil: z.strictObject({ event: nameSchema, end: momentSchema }),
  entitlement: z.strictObject({
    fact: nameSchema,
    quota: positiveSchema,
    unit: z.enum(["occurrences", "local-days", "minutes"]),
  }),
  presence: z.strictObject({ fact: nameSchema }),
});

const clockSchema = z.union([
  z.enum(clocks),
  z.strictObject({ update: updateSchema }),
  z.strictObject({ custom: fromTo }),
  z.strictObject({ duty: dutySchema }),
]);
const pausedBySchema = z.union([z.literal("all"), z.array(nameSchema)]);

/** Another clock whose cycles are counted together with this one's, each held against its own rows. */
const pooledClockSchema = z.strictObject({
  clock: clockSchema,
  pausedBy: pausedBySchema,
  targets: z
    .array(
      z.strictObject({
        clause: clauseSchema.optional(),
        where: whereSchema.optional(),
        within: withinSchema,
      }),
    )
    .min(1),
});

export const cyclesMeasure = z.strictObject({
  facts: z.literal("cycles"),
  clock: clockSchema,
  /** Attainment over several clocks: sum of met over sum of counted (16). */
  pooledWith: z.array(pooledClockSchema).min(1).optional(),
  figure: z.enum(cycleFigures),
  percentile: z
    .strictObject({ at: decimalSchema, method: z.enum(["nearest-rank", "linear"]) })
    .optional(),
  /** Which tickets are in the population at all. */
  where: whereSchema.optional(),
  /** Reasons that stop the clock; `all` for every reason, an empty list for none (12). */
  pausedBy: pausedBySchema.optional(),
  onPriorityChange: z
    .enum(["carry", "reset", "proportional", "freeze", "recount"])
    .default("carry"),
  onReopen: z.enum(["resume", "new-cycle", "first-only", "count-gap"]).default("resume"),
  countedUnder: z.enum(["at-start", "at-stop", "at-due"]).default("at-stop"),
  countedIn: z.enum(["opened", "due", "closed"]).default("due"),
  replies: z
    .array(z.enum(["automated", "acknowledgement", "substantive"]))
    .min(1)
    .default(["acknowledgement", "substantive"]),
  onEmpty: z.enum(["not-measured", "met"]).default("not-measured"),
  /** When a running clock is at risk: a percentage of its target is used, or so little is left (15). */
  atRisk: z
    .array(oneOf({ used: decimalSchema, left: durationSchema }))
    .min(1)
    .optional(),
  calculatedTo: calculatedToSchema.optional(),
  averageWith: averageWithSchema.optional(),
});

export const valuesMeasure = z.strictObject({
  facts: z.literal("values"),
  figure: z.enum(valueFigures),
  of: nameSchema,
  percentile: z
    .strictObject({ at: decimalSchema, method: z.enum(["nearest-rank", "linear"]) })
    .optional(),
  minimumCount: positiveSchema.optional(),
  calculatedTo: calculatedToSchema.optional(),
  averageWith: averageWithSchema.optional(),
});

export const measureSchema = z
  .discriminatedUnion("facts", [outagesMeasure, tallyMeasure, cyclesMeasure, valuesMeasure])
  .superRefine((measure, context) => {
    if (measure.facts !== "cycles" && measure.facts !== "values") return;
    const isPercentile = measure.figure === "percentile";
    if (isPercentile === (measure.percentile !== undefined)) return;
    context.addIssue({
      code: "custom",
      message: isPercentile ? "which percentile is not said" : "a percentile beside another figure",
      path: isPercentile ? ["figure"] : ["percentile"],
      params: {
        code: "measure.percentile",
        hint: 'give both: figure: percentile, percentile: { at: "95", method: nearest-rank }',
      },
    });
  });
