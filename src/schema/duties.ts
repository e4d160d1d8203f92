import * as z from "zod/mini";
import {
  dateSchema,
  monthsSchema,
  nameSchema,
  oneOf,
  periodSchema,
  positiveSchema,
} from "./fields.ts";

/** Duties: obligations that run on facts instead of tickets. */

/** An event by name, or the earlier or later of several: "support until the earlier of two dates". */
const momentSchema = z.union([
  nameSchema,
  z.strictObject({ earliestOf: z.array(nameSchema).check(z.minLength(2)) }),
  z.strictObject({ latestOf: z.array(nameSchema).check(z.minLength(2)) }),
]);

/** With subjects: each has what is owed for itself, or they have it together. */
const subjectsSchema = z._default(z.enum(["apart", "together"]), "apart");

const limbShape = {
  /** Up to the beginning of this date, in the contract's zone: like `effective`, it is the first without. */
  date: dateSchema,
  after: z.strictObject({
    event: nameSchema,
    lasts: oneOf({ days: positiveSchema, months: monthsSchema }),
  }),
};
const limbsSchema = z.array(oneOf(limbShape)).check(z.minLength(2));

/** "18 July 2027, or one year after the release of 2.4, whichever comes first." */
const untilSchema = oneOf({ ...limbShape, earliestOf: limbsSchema, latestOf: limbsSchema });

/** What is owed beside tickets; each form yields cycles (start, due, stop) like tickets do. */
export const dutySchema = oneOf({
  /** `fact`: the notice, of the same subject as the event; the row's length leads back to its due. */
  noticeBefore: z.strictObject({ event: momentSchema, fact: nameSchema }),
  withinAfter: z.strictObject({ event: momentSchema, fact: nameSchema }),
  /** So many in each period. The targets are empty: the duty says what is owed. */
  countInPeriod: z.strictObject({
    fact: nameSchema,
    atLeast: z.int().check(z.minimum(1), z.maximum(1000)),
    per: periodSchema,
    subjects: subjectsSchema,
    /** Of a period that the term cuts off: the whole number is owed in it, or nothing (5). */
    partialPeriod: z._default(z.enum(["clip", "not-a-period"]), "clip"),
  }),
  maxGap: z.strictObject({ fact: nameSchema }),
  /** `fact`: what ends the support, not before the end that is promised. The targets are empty. */
  supportedUntil: z.strictObject({ fact: nameSchema, until: untilSchema }),
  /** What is asked for is given within the row, as long as something is left of the quota. */
  entitlement: z.strictObject({
    event: nameSchema,
    fact: nameSchema,
    quota: positiveSchema,
    unit: z.enum(["occurrences", "local-days", "minutes"]),
    per: periodSchema,
  }),
  /** Facts last from `at` to `until`; the row is the longest that nobody may be there. */
  presence: z.strictObject({ fact: nameSchema, per: periodSchema, subjects: subjectsSchema }),
});
