import * as z from "zod/mini";
import {
  clauseSchema,
  decimalSchema,
  durationSchema,
  monthsSchema,
  nameSchema,
  oneOf,
  outsideHoursSchema,
  positiveSchema,
  whereSchema,
  wholeSchema,
} from "./fields.ts";

/** Targets: bounds on a figure (28), and rows of times that a clock is held against (8, 9, 13). */

/** A bound: a decimal for percent, count and value, a duration for a length of time. */
export const boundValue = z.union([decimalSchema, durationSchema]);
export const boundNames = ["atLeast", "moreThan", "atMost", "lessThan"] as const;

const calendarNames = ["business", "businessDays", "businessWindows"] as const;
const lengthNames = ["elapsed", ...calendarNames, "days", "months", "agreed"] as const;

export const withinSchema = z
  .strictObject({
    elapsed: z.optional(durationSchema),
    business: z.optional(durationSchema),
    businessDays: z.optional(positiveSchema),
    /** So many whole openings of the calendar after the start: due when the last one closes (8). */
    businessWindows: z.optional(positiveSchema),
    days: z.optional(positiveSchema),
    months: z.optional(monthsSchema),
    agreed: z.optional(z.literal("with-the-customer")),
    /** For business time and business days. */
    calendar: z.optional(nameSchema),
    /** For business days: a cut-off like "18:00", or the end of that day. Left out: same local time. */
    by: z.optional(z.string().check(z.maxLength(20))),
    outsideHours: z.optional(outsideHoursSchema),
    countStartDay: z.optional(z.enum(["yes", "no"])),
    /** `less-than`: exactly at the target is late (9). */
    met: z._default(z.enum(["at-most", "less-than"]), "at-most"),
  })
  .check(
    z.superRefine((within, context) => {
      const forms = lengthNames.filter((key) => within[key] !== undefined);
      const refuse = (message: string, hint: string, path: string[] = []) =>
        context.addIssue({ code: "custom", message, path, params: { code: "within.form", hint } });
      if (forms.length !== 1) {
        refuse(
          forms.length === 0
            ? "no length is given"
            : `several lengths are given: ${forms.join(", ")}`,
          `give exactly one of: ${lengthNames.join(", ")}`,
        );
      }
      const needsCalendar = calendarNames.some((key) => within[key] !== undefined);
      if (needsCalendar && within.calendar === undefined)
        refuse(
          "business time without a calendar",
          "name a calendar: { business: PT4H, calendar: office }",
        );
      if (!needsCalendar && within.calendar !== undefined)
        refuse(
          "a calendar beside a length that uses none",
          "remove `calendar`, or use business, businessDays or businessWindows",
          ["calendar"],
        );
      if (within.businessDays === undefined && within.days === undefined && within.by !== undefined)
        refuse(
          "`by` beside a length that is not in days",
          "remove `by`, or use businessDays or days",
          ["by"],
        );
      if (within.businessDays === undefined && within.countStartDay !== undefined)
        refuse(
          "`countStartDay` beside a length that is not in business days",
          "remove it, or use businessDays",
          ["countStartDay"],
        );
      if (within.businessDays === undefined && within.outsideHours !== undefined)
        refuse(
          "`outsideHours` beside a length that is not in business days",
          "remove it, or use businessDays",
          ["outsideHours"],
        );
    }),
  );
export type Within = z.output<typeof withinSchema>;

/** What the contract's own words say a bound allows; checked against the figure. */
export const saysSchema = z.strictObject({
  allowed: durationSchema,
  per: z.enum(["month", "year", "quarter", "week"]),
});

/** One row: a bound on the figure, or a time for the tickets that `where` selects. */
export const targetSchema = oneOfTarget();

function oneOfTarget() {
  return z
    .strictObject({
      clause: z.optional(clauseSchema),
      atLeast: z.optional(boundValue),
      moreThan: z.optional(boundValue),
      atMost: z.optional(boundValue),
      lessThan: z.optional(boundValue),
      where: z.optional(whereSchema),
      within: z.optional(withinSchema),
      says: z.optional(saysSchema),
    })
    .check(
      z.superRefine((row, context) => {
        const given = ([...boundNames, "within"] as const).filter((key) => row[key] !== undefined);
        if (given.length === 1) return;
        context.addIssue({
          code: "custom",
          message:
            given.length === 0
              ? "the row sets no target"
              : `the row sets several targets: ${given.join(", ")}`,
          params: {
            code: "target.exactly-one",
            hint: `give exactly one of: ${boundNames.join(", ")}, within`,
          },
        });
      }),
    );
}

/** For `percent-within` and its kin: the share of cycles that must keep their row. */
export const attainmentSchema = oneOf({
  atLeast: decimalSchema,
  moreThan: decimalSchema,
  atMostMisses: wholeSchema,
  /** "39 or fewer: 2 may be late; from 40: 95 %" (16). */
  bySize: z.strictObject({
    upTo: positiveSchema,
    atMostMisses: wholeSchema,
    above: oneOf({ atLeast: decimalSchema, moreThan: decimalSchema }),
  }),
});
