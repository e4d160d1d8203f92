import * as z from "zod/mini";

/**
 * The fields that contract/1 and records/1 share. Schemas settle the shape only: strings stay
 * strings here, and the functions that read them (dates, durations, decimals) report every problem
 * with the same codes wherever the field stands.
 */

/** Longest text that a name may have; identifiers end up in idempotency keys and file names. */
export const ID_LENGTH_MAX = 200;
const TEXT_LENGTH_MAX = 4000;

/** A stable name given by the author: without control characters and outer spaces. */
export const idSchema = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(ID_LENGTH_MAX),
    z.regex(/^[^\s\p{Cc}\p{Cf}](?:[^\p{Cc}\p{Cf}]*[^\s\p{Cc}\p{Cf}])?$/u),
  )
  .register(z.globalRegistry, { description: "A stable identifier." });

/** An identifier inside a contract: it stands in result ids, so it holds no slash. */
export const nameSchema = z
  .string()
  .check(z.minLength(1), z.maxLength(100), z.regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u))
  .register(z.globalRegistry, { description: "A name: letters, digits, dot, dash, underscore." });

export const textSchema = z.string().check(z.minLength(1), z.maxLength(TEXT_LENGTH_MAX));

/** Exact decimal as text, semantics 34: at most 18 digits, 12 of them decimals, no exponent. */
export const decimalSchema = z
  .string()
  .check(z.regex(/^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,12})?$/))
  .register(z.globalRegistry, { description: 'An exact decimal in quotes, like "99.95".' });

/** A decimal, or a ratio of two whole numbers: "1/3" (semantics 34). */
export const quantitySchema = z
  .string()
  .check(z.regex(/^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,12}|\/[1-9]\d{0,17})?$/))
  .register(z.globalRegistry, {
    description: 'An exact decimal or ratio in quotes, like "12.5" or "1/3".',
  });

/** Elapsed time, ISO 8601 with hours, minutes and seconds only: a day is never silently 24 h. */
export const durationSchema = z
  .string()
  .check(z.minLength(2), z.maxLength(40))
  .register(z.globalRegistry, { description: "Elapsed time, like PT48H or PT1M30S." });

/** A civil date, read in the contract's zone. */
export const dateSchema = z
  .string()
  .check(z.regex(/^\d{4}-\d\d-\d\d$/))
  .register(z.globalRegistry, { description: "A date, like 2026-10-01." });

/** An instant: RFC 3339 with its offset from UTC. */
export const stampSchema = z
  .string()
  .check(z.minLength(1), z.maxLength(60))
  .register(z.globalRegistry, {
    description: "An instant with its offset, like 2026-10-25T02:30:00+02:00.",
  });

/** Hours of a day, "09:00-18:00"; "22:00-06:00" runs over midnight and belongs to its start. */
export const hoursSchema = z
  .string()
  .check(z.maxLength(40))
  .register(z.globalRegistry, { description: 'Hours of a day, like "09:00-18:00".' });

/** A clause: "4.2" of the first document, or "amendment-1 2" of another one. */
export const clauseSchema = z
  .string()
  .check(z.minLength(1), z.maxLength(200))
  .register(z.globalRegistry, {
    description: 'A clause: "4.2" of the first document, or "amendment-1 2".',
  });

/** An IANA zone, spelled as the contract spells it. */
export const zoneSchema = z
  .string()
  .check(z.minLength(1), z.maxLength(100))
  .register(z.globalRegistry, { description: "An IANA time zone, like Asia/Shanghai." });

export const wholeSchema = z.int().check(z.minimum(0), z.maximum(1_000_000_000));
export const positiveSchema = z.int().check(z.minimum(1), z.maximum(1_000_000_000));

/** Equality on attributes, each a list of values of which one must hold. No expressions. */
export const whereSchema = z
  .record(
    nameSchema,
    z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.minLength(1)),
  )
  .check(
    z.refine((where) => Object.keys(where).length > 0, {
      params: { code: "where.empty", hint: "name an attribute, or leave `where` out" },
      message: "`where` names no attribute",
    }),
  )
  .register(z.globalRegistry, { description: "Attributes and the values of each that apply." });

export const periodKinds = [
  "calendar-month",
  "calendar-quarter",
  "calendar-half-year",
  "calendar-year",
  "calendar-week",
  "calendar-day",
] as const;

/** Semantics 4: the kinds of period. */
export const periodSchema = z.union([
  z.enum(periodKinds),
  z.literal("clock-hour"),
  z.literal("event"),
  z.strictObject({
    fiscal: z.strictObject({
      firstMonth: z.int().check(z.minimum(1), z.maximum(12)),
      length: z.enum(["month", "quarter", "half-year", "year"]),
    }),
  }),
  z.strictObject({
    billingCycle: z.strictObject({ anchorDay: z.int().check(z.minimum(1), z.maximum(31)) }),
  }),
  z.strictObject({ anniversary: z.strictObject({ from: dateSchema, months: positiveSchema }) }),
  z.strictObject({
    rolling: z.strictObject({
      days: positiveSchema,
      until: z.enum(["period-end", "claim", "incident", "day-before-incident"]),
    }),
  }),
  z.strictObject({ instants: z.array(stampSchema).check(z.minLength(2)) }),
]);

/** N months: clamped to the month's end; or with the end of a month kept as the end (8). */
export const monthsSchema = z.union([
  positiveSchema,
  z.strictObject({ n: positiveSchema, endOfMonth: z.literal("preserve") }),
]);

/** What becomes of a start outside hours, or of a result that falls outside them (8). */
export const outsideHoursSchema = z.enum(["move", "keep", "roll"]);

/** N business days of a calendar. A start outside hours is kept unless the clause says else (8). */
export const businessDaysSchema = z.strictObject({
  n: positiveSchema,
  calendar: nameSchema,
  outsideHours: z.optional(outsideHoursSchema),
  countStartDay: z.optional(z.enum(["yes", "no"])),
});

/**
 * One strict object of which exactly one key is given. A union of single-key objects would answer a
 * typo with every branch; this answers it with "did you mean".
 */
export function oneOf<Shape extends Record<string, z.ZodMiniType>>(shape: Shape) {
  const optional = Object.fromEntries(
    Object.entries(shape).map(([key, value]) => [key, z.optional(value)]),
  ) as { [Key in keyof Shape]: z.ZodMiniOptional<Shape[Key]> };
  return z
    .strictObject(optional)
    .check(
      z.superRefine((value, context) => {
        const given = Object.keys(value).filter(
          (key) => (value as Record<string, unknown>)[key] !== undefined,
        );
        if (given.length === 1) return;
        const names = Object.keys(shape).join(", ");
        context.addIssue({
          code: "custom",
          message:
            given.length === 0
              ? "none of the forms is given"
              : `several forms are given: ${given.join(", ")}`,
          params: { code: "value.exactly-one", hint: `give exactly one of: ${names}` },
        });
      }),
    )
    .register(z.globalRegistry, { minProperties: 1, maxProperties: 1 });
}

/** A time by which something must be done, counted from an anchor (35); day 0 is the anchor's date. */
export const waitSchema = oneOf({
  days: positiveSchema,
  hours: positiveSchema,
  months: monthsSchema,
  businessDays: businessDaysSchema,
  /** The end of the n-th such period after the one that the anchor lies in. */
  endOf: z.strictObject({ period: periodSchema, n: positiveSchema }),
});
