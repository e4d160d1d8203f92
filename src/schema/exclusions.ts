import * as z from "zod/mini";
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
    outsideHours: z.optional(outsideHoursSchema),
    countStartDay: z.optional(z.enum(["yes", "no"])),
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
  notice: z.optional(noticeSchema),
  /** Only inside the hours of this calendar (an agreed maintenance window). */
  inside: z.optional(nameSchema),
  quota: z.optional(
    z.strictObject({
      atMost: z.union([durationSchema, z.strictObject({ count: positiveSchema })]),
      per: periodSchema,
      sharedWith: z.optional(z.array(nameSchema).check(z.minLength(1))),
    }),
  ),
  maximum: z.optional(
    z.strictObject({ length: durationSchema, beyond: z.enum(["counts", "all-counts"]) }),
  ),
  evidence: z._default(
    z.union([z.enum(["required", "not-required"]), z.array(nameSchema).check(z.minLength(1))]),
    "not-required",
  ),
  /** The customer's, recorded before the work began (23). */
  approval: z.optional(z.enum(["required"])),
  /** A fault with an unexcluded cause at the same instant (24). */
  concurrent: z._default(z.enum(["excluded", "counts"]), "excluded"),
  removes: z.enum(removesValues),
});
