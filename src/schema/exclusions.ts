import * as z from "zod";
import {
  clauseSchema,
  durationSchema,
  nameSchema,
  oneOf,
  outsideHoursSchema,
  periodSchema,
  positiveSchema,
} from "./fields.ts";

/** Exclusions, semantics 23 to 25: what they match, on which conditions, with which effect. */

export const causes = [
  "provider",
  "maintenance",
  "third-party",
  "customer",
  "force-majeure",
  "suspension",
  "beta",
  "attack",
] as const;
export const causeSchema = z.enum(causes);

/** Emergency is a kind of maintenance, so that a clause gives it a rule of its own (23). */
export const matchesSchema = oneOf({
  kind: z.enum(["maintenance", "emergency-maintenance"]),
  cause: causeSchema,
  tag: nameSchema,
});

export const noticeSchema = z.union([
  durationSchema,
  z.strictObject({
    businessDays: positiveSchema,
    calendar: nameSchema,
    outsideHours: outsideHoursSchema.optional(),
    countStartDay: z.enum(["yes", "no"]).optional(),
  }),
  z.strictObject({ days: positiveSchema }),
]);

export const removesValues = [
  "nothing",
  "downtime",
  "downtime-and-its-time",
  "window",
  "incident",
] as const;

export const exclusionSchema = z.strictObject({
  id: nameSchema,
  clause: clauseSchema,
  matches: matchesSchema,
  notice: noticeSchema.optional(),
  /** Only inside the hours of this calendar (an agreed maintenance window). */
  inside: nameSchema.optional(),
  quota: z
    .strictObject({
      atMost: z.union([durationSchema, z.strictObject({ count: positiveSchema })]),
      per: periodSchema,
      sharedWith: z.array(nameSchema).min(1).optional(),
    })
    .optional(),
  maximum: z
    .strictObject({ length: durationSchema, beyond: z.enum(["counts", "all-counts"]) })
    .optional(),
  evidence: z
    .union([z.enum(["required", "not-required"]), z.array(nameSchema).min(1)])
    .default("not-required"),
  /** The customer's, recorded before the work began (23). */
  approval: z.enum(["required"]).optional(),
  /** A fault with an unexcluded cause at the same instant (24). */
  concurrent: z.enum(["excluded", "counts"]).default("excluded"),
  removes: z.enum(removesValues),
});
