import * as z from "zod";
import { calendarSchema } from "./schema/calendars.ts";
import {
  capSchema,
  claimSchema,
  creditSchema,
  pointsSchema,
  poolSchema,
  stackingSchema,
} from "./schema/credits.ts";
import { exclusionSchema } from "./schema/exclusions.ts";
import {
  clauseSchema,
  dateSchema,
  nameSchema,
  oneOf,
  periodSchema,
  positiveSchema,
  textSchema,
  whereSchema,
  zoneSchema,
} from "./schema/fields.ts";
import { measureSchema } from "./schema/measures.ts";
import { baseSchema, serviceSchema } from "./schema/services.ts";
import { attainmentSchema, targetSchema } from "./schema/targets.ts";

/**
 * contract/1, the whole grammar: a commitment is `scope × period × measure × excludes × targets ×
 * credits`, a credit is `when × on × how × give × base × cap`. What the engine cannot do yet is
 * accepted here and refused by `notSupportedYet`, so that the grammar is one thing from the start.
 */

const scopeSchema = oneOf({
  service: nameSchema,
  each: oneOf({
    services: z.array(nameSchema).min(1),
    resourcesOf: nameSchema,
    customersOf: nameSchema,
  }),
  pooled: z.array(nameSchema).min(1),
  allDown: z.array(nameSchema).min(2),
  anyDown: z.array(nameSchema).min(2),
  atLeastDown: z.strictObject({ n: positiveSchema, of: z.array(nameSchema).min(2) }),
});

const eligibilitySchema = z.strictObject({
  clause: clauseSchema.optional(),
  where: whereSchema,
});

export const commitmentSchema = z.strictObject({
  id: nameSchema,
  clause: clauseSchema,
  title: textSchema.optional(),
  scope: scopeSchema,
  period: periodSchema,
  measure: measureSchema,
  excludes: z.array(nameSchema),
  targets: z.array(targetSchema).min(1),
  attainment: attainmentSchema.optional(),
  eligible: eligibilitySchema.optional(),
  /** Several matches of a target table or schedule: first row wins unless the clause says else. */
  severalMatch: z.enum(["first", "strictest", "refuse"]).default("first"),
  credits: z.array(creditSchema).default([]),
  /** Replaces the contract's claim for this commitment. */
  claim: claimSchema.optional(),
  /** The version of the terms that this commitment belongs to (37). Left out: the whole contract. */
  effective: z
    .strictObject({ from: dateSchema.optional(), until: dateSchema.optional() })
    .optional(),
});

const versionSchema = z.strictObject({
  document: nameSchema,
  from: dateSchema,
  until: dateSchema.optional(),
});

export const contractSchema = z
  .strictObject({
    makegood: z.literal("contract/1"),
    id: nameSchema,
    title: textSchema.optional(),
    documents: z
      .array(
        z.strictObject({
          id: nameSchema,
          title: textSchema,
          sha256: z
            .string()
            .regex(/^[0-9a-f]{64}$/)
            .optional(),
          url: z.string().max(2000).optional(),
        }),
      )
      .min(1),
    parties: z.strictObject({ provider: textSchema, customer: textSchema }),
    currency: z.string().regex(/^[A-Z]{3}$/),
    timeZone: zoneSchema,
    settlement: periodSchema,
    effective: z.strictObject({ from: dateSchema, until: dateSchema.optional() }),
    versions: z.array(versionSchema).optional(),
    termsAt: z.enum(["start", "stop"]).optional(),
    terms: z
      .string()
      .regex(/^[^@\s]+@[^@\s]+$/)
      .optional(),
    attributes: z.record(nameSchema, z.string().max(200)).optional(),
    calendars: z.array(calendarSchema).default([]),
    services: z.array(serviceSchema).min(1),
    bases: z.array(baseSchema).default([]),
    exclusions: z.array(exclusionSchema).default([]),
    commitments: z.array(commitmentSchema).min(1),
    stacking: z.array(stackingSchema).optional(),
    pools: z.array(poolSchema).optional(),
    points: pointsSchema.optional(),
    caps: z.array(capSchema).default([]),
    clawBack: z.enum(["none", "allowed"]).default("none"),
    rounding: z
      .strictObject({
        each: z.enum(["line", "statement"]),
        mode: z.enum(["half-up", "half-even", "down", "up"]),
      })
      .default({ each: "line", mode: "half-up" }),
    claim: claimSchema,
  })
  .meta({ id: "contract", title: "makegood contract/1" });

export type ContractInput = z.input<typeof contractSchema>;
/** A contract with every default filled in: plain JSON, and what its hash is taken of. */
export type Contract = z.output<typeof contractSchema>;
export type Commitment = Contract["commitments"][number];
export type Credit = Commitment["credits"][number];
export type Exclusion = Contract["exclusions"][number];
