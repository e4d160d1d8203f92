import * as z from "zod/mini";
import {
  clauseSchema,
  decimalSchema,
  nameSchema,
  positiveSchema,
  stampSchema,
  textSchema,
} from "./fields.ts";

/** Services with what they cost, and the named sums of which a percentage may be taken (31). */

export const chargeTermsSchema = z.strictObject({
  id: nameSchema,
  amount: z.union([decimalSchema, z.literal("from-records")]),
  /** `hour`: each elapsed hour that the service is active. */
  per: z.enum(["hour", "month", "quarter", "half-year", "year"]),
  kind: z._default(z.enum(["recurring", "usage", "one-off"]), "recurring"),
  paidWith: z._default(z.enum(["money", "voucher"]), "money"),
  /** What is charged for a period that the contract covers in part (5). */
  partialPeriod: z._default(z.enum(["whole", "by-time"]), "whole"),
});

const stateSchema = z.enum(["up", "degraded", "down", "unknown"]);
/** Names that a source uses for the four states; a name in no row is refused (17). */
const statesSchema = z
  .array(z.strictObject({ is: stateSchema, source: z.array(nameSchema).check(z.minLength(1)) }))
  .check(z.minLength(1));

export const serviceSchema = z.strictObject({
  id: nameSchema,
  title: z.optional(textSchema),
  charges: z._default(z.array(chargeTermsSchema), []),
  resources: z.optional(z.array(nameSchema)),
  attributes: z.optional(z.record(nameSchema, z.string().check(z.maxLength(200)))),
  states: z.optional(statesSchema),
  /** The state before the first record, where that does not say what it left. */
  initialState: z.optional(stateSchema),
  active: z.optional(
    z
      .array(z.strictObject({ from: stampSchema, until: z.optional(stampSchema) }))
      .check(z.minLength(1)),
  ),
});

/**
 * `annual`: the recurring charges for twelve months at the terms in force at the period's end;
 * `annual/12` is its twelfth. `term`: those of the whole of `effective`, refused while that is open;
 * `term/months` is that over the months of the term, exact (31).
 */
export const takenValues = [
  "this-period",
  "prior-period",
  "annual",
  "annual/12",
  "term",
  "term/months",
  "per-unit",
] as const;

/** What an hour of a fee is worth where time is paid for: the fee over this length (31). */
const timeValueSchema = z.union([
  z.enum(["elapsed-period", "scheduled-time", "days-in-month"]),
  z.strictObject({ fixedDays: positiveSchema }),
  z.strictObject({ fixedHours: positiveSchema }),
]);

export const baseSchema = z.strictObject({
  id: nameSchema,
  clause: z.optional(clauseSchema),
  /** Charges or other bases by name; `scope`: the charges of the service that is judged. */
  of: z.union([z.array(nameSchema).check(z.minLength(1)), z.literal("scope")]),
  taken: z._default(
    z.union([
      z.enum(takenValues),
      z.strictObject({
        trailing: z.strictObject({
          days: positiveSchema,
          before: z.enum(["incident", "claim", "period-end"]),
        }),
      }),
      z.strictObject({ averageDays: z.enum(["days-in-period", "days-in-month", "30"]) }),
    ]),
    "this-period",
  ),
  percent: z.optional(decimalSchema),
  /** For `give: times`. Left out: the elapsed period. */
  timeValue: z.optional(timeValueSchema),
  without: z.optional(z.array(z.enum(["one-off", "usage", "voucher"]))),
});
