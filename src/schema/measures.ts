import * as z from "zod/mini";
import { dutySchema } from "./duties.ts";
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

// Long because: the grammar of the four kinds of measures is one page of the contract.

/** What is measured: four kinds of facts, each with its figures (20) and its options. */

export const outageFigures = [
  "uptime-percent",
  "downtime-percent",
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
  decimals: z.int().check(z.minimum(0), z.maximum(12)),
  round: z.enum(["half-up", "half-even", "down", "up"]),
  for: z.optional(z.literal("look-up")),
});

const averageWithSchema = z.strictObject({ earlierPeriods: positiveSchema });

const minimumOutageSchema = z.union([
  durationSchema,
  z.strictObject({
    length: durationSchema,
    reached: z.enum(["at-least", "more-than"]),
    counts: z.enum(["whole", "excess"]),
    /** Outages at most this far apart reach the length together; the gap itself is up (18). */
    bridge: z.optional(durationSchema),
  }),
]);

const edgeSchema = z.enum(["impact", "detection", "report", "ticket-opened"]);
const clockEdge = z.union([
  edgeSchema,
  z.strictObject({ earlierOf: z.array(edgeSchema).check(z.length(2)) }),
  z.strictObject({ laterOf: z.array(edgeSchema).check(z.length(2)) }),
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
  of: z.optional(nameSchema),
  bucket: durationSchema,
  bad: oneOf({
    rateMoreThan: quantitySchema,
    rateAtLeast: quantitySchema,
    anyFailure: z.literal("yes"),
    everyAttemptFails: z.literal("yes"),
    slowerThan: z.strictObject({ value: nameSchema, limit: quantitySchema }),
  }),
  runOf: z._default(positiveSchema, 1),
  partialRuns: z.optional(z.enum(["dropped", "kept"])),
  underMinimumTraffic: z.optional(
    z.strictObject({
      requests: positiveSchema,
      is: z.enum(["good", "bad", "left-out"]),
      /** Where the requests are counted. Left out: in the bucket. */
      over: z.optional(z.enum(["bucket", "run", "period"])),
    }),
  ),
  partlyExcluded: z.optional(partlyExcludedSchema),
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
    cause: z.optional(z.array(causeSchema).check(z.minLength(1))),
    impact: z.optional(z.array(nameSchema).check(z.minLength(1))),
    tag: z.optional(z.array(nameSchema).check(z.minLength(1))),
    resource: z.optional(z.array(nameSchema).check(z.minLength(1))),
  })
  .check(
    z.refine((given) => Object.keys(given).length > 0, {
      params: { code: "where.empty", hint: "give cause, impact, tag or resource, or leave it out" },
      message: "`countOnly` selects nothing",
    }),
  );

export const outagesMeasure = z.strictObject({
  facts: z.literal("outages"),
  figure: z.enum(outageFigures),
  /** Which outages are in the population at all (16). Left out: every outage. */
  countOnly: z.optional(countOnlySchema),
  minimumOutage: z.optional(minimumOutageSchema),
  /** Weight of each impact, 0 to 1. Left out: every outage counts in full. */
  weights: z.optional(z.record(nameSchema, decimalSchema)),
  /** Whether the share that an outage record says was affected is its weight. Left out: ignored. */
  recordedShare: z.optional(z.enum(["ignored", "weighs"])),
  overlap: z._default(z.enum(["largest", "sum"]), "largest"),
  counting: z._default(
    z.union([
      z.literal("exact"),
      z.strictObject({
        whole: z.enum(["minute", "five-minutes", "hour"]),
        count: z.enum(["ceil", "floor", "any-touched", "all-of"]),
        per: z.enum(["fault", "total"]),
        /** Where a slot begins (18). Left out: on whole minutes and hours of UTC. */
        aligned: z.optional(z.enum(["utc", "zone", "fault"])),
      }),
    ]),
    "exact",
  ),
  downWhen: z.optional(downWhenSchema),
  /** Outages at most this far apart are one outage; the gap is down too (18). */
  mergeGap: z.optional(durationSchema),
  /** A sample stands until the next one, so long at most; then unknown. Left out: its interval (17). */
  maxGap: z.optional(durationSchema),
  starts: z.optional(clockEdge),
  ends: z.optional(z.enum(["restored", "notified", "ticket-closed"])),
  latestReport: z.optional(latestReportSchema),
  /** The time between a restoration that proved false and the fault's return. Left out: left out. */
  falseRestoration: z.optional(z.enum(["left-out", "counted"])),
  hours: z.optional(nameSchema),
  denominator: z._default(
    z.union([
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
    ]),
    "elapsed",
  ),
  partialPeriod: z._default(
    z.enum([
      "clip",
      "whole-denominator",
      "not-a-period",
      "undeployed-is-available",
      "outages-while-active",
      "from-first-full",
    ]),
    "clip",
  ),
  unknown: z._default(
    z.union([z.enum(["left-out", "up", "down"]), z.strictObject({ carry: durationSchema })]),
    "left-out",
  ),
  minCoverage: z.optional(decimalSchema),
  calculatedTo: z.optional(calculatedToSchema),
  averageWith: z.optional(averageWithSchema),
});

export const tallyMeasure = z.strictObject({
  facts: z.literal("tally"),
  figure: z.enum(tallyFigures),
  of: nameSchema,
  bucket: z.optional(durationSchema),
  zeroTraffic: z.enum(["good", "bad", "left-out"]),
  partlyExcluded: z.optional(partlyExcludedSchema),
  minimumTraffic: z.optional(
    z.strictObject({
      requests: positiveSchema,
      under: z.enum(["good", "bad", "left-out", "not-measured"]),
    }),
  ),
  scores: z.optional(
    z.array(z.strictObject({ atMost: z.optional(quantitySchema), score: decimalSchema })),
  ),
  weights: z.optional(z.record(nameSchema, decimalSchema)),
  /** Of so much of the agreed time, in percent, there must be buckets (19). */
  minCoverage: z.optional(decimalSchema),
  calculatedTo: z.optional(calculatedToSchema),
  averageWith: z.optional(averageWithSchema),
});

const fromTo = z.strictObject({ from: nameSchema, to: nameSchema });

/** Updates due at a frequency; the frequency is the row of the target (11). */
const updateSchema = z.strictObject({
  from: z.enum(["opening", "first-response"]),
  until: nameSchema,
  grid: z.enum(["rolling", "fixed"]),
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
  targets: z.array(
    z.strictObject({
      clause: z.optional(clauseSchema),
      where: z.optional(whereSchema),
      within: withinSchema,
    }),
  ),
});

export const cyclesMeasure = z.strictObject({
  facts: z.literal("cycles"),
  clock: clockSchema,
  /** Attainment over several clocks: sum of met over sum of counted (16). */
  pooledWith: z.optional(z.array(pooledClockSchema).check(z.minLength(1))),
  figure: z.enum(cycleFigures),
  percentile: z.optional(
    z.strictObject({ at: decimalSchema, method: z.enum(["nearest-rank", "linear"]) }),
  ),
  /** Which tickets are in the population at all. */
  where: z.optional(whereSchema),
  /** Reasons that stop the clock; `all` for every reason, an empty list for none (12). */
  pausedBy: z.optional(pausedBySchema),
  onPriorityChange: z._default(
    z.enum(["carry", "reset", "proportional", "freeze", "recount"]),
    "carry",
  ),
  onReopen: z._default(z.enum(["resume", "new-cycle", "first-only", "count-gap"]), "resume"),
  countedUnder: z._default(z.enum(["at-start", "at-stop", "at-due"]), "at-stop"),
  countedIn: z._default(z.enum(["opened", "due", "closed"]), "due"),
  replies: z._default(
    z.array(z.enum(["automated", "acknowledgement", "substantive"])).check(z.minLength(1)),
    ["acknowledgement", "substantive"],
  ),
  onEmpty: z._default(z.enum(["not-measured", "met"]), "not-measured"),
  /** When a running clock is at risk: a percentage of its target is used, or so little is left (15). */
  atRisk: z.optional(
    z.array(oneOf({ used: decimalSchema, left: durationSchema })).check(z.minLength(1)),
  ),
  calculatedTo: z.optional(calculatedToSchema),
  averageWith: z.optional(averageWithSchema),
});

export const valuesMeasure = z.strictObject({
  facts: z.literal("values"),
  figure: z.enum(valueFigures),
  of: nameSchema,
  percentile: z.optional(
    z.strictObject({ at: decimalSchema, method: z.enum(["nearest-rank", "linear"]) }),
  ),
  minimumCount: z.optional(positiveSchema),
  calculatedTo: z.optional(calculatedToSchema),
  averageWith: z.optional(averageWithSchema),
});

export const measureSchema = z
  .discriminatedUnion("facts", [outagesMeasure, tallyMeasure, cyclesMeasure, valuesMeasure])
  .check(
    z.superRefine((measure, context) => {
      if (measure.facts !== "cycles" && measure.facts !== "values") return;
      const isPercentile = measure.figure === "percentile";
      if (isPercentile === (measure.percentile !== undefined)) return;
      context.addIssue({
        code: "custom",
        message: isPercentile
          ? "which percentile is not said"
          : "a percentile beside another figure",
        path: isPercentile ? ["figure"] : ["percentile"],
        params: {
          code: "measure.percentile",
          hint: 'give both: figure: percentile, percentile: { at: "95", method: nearest-rank }',
        },
      });
    }),
  );
