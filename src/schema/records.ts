import * as z from "zod";
import { causeSchema } from "./exclusions.ts";
import {
  decimalSchema,
  durationSchema,
  idSchema,
  nameSchema,
  oneOf,
  quantitySchema,
  stampSchema,
  textSchema,
  wholeSchema,
} from "./fields.ts";

/**
 * records/1: one row, one `type`. `service`, `resource` and `impact` are names of the contract;
 * stamps are RFC 3339 with their offset. Unknown fields are refused (semantics 40).
 */

export const sourceSchema = z.strictObject({
  system: z.string().max(200).optional(),
  file: z.string().max(1000).optional(),
  line: z.int().min(1).optional(),
});

const common = {
  id: idSchema,
  customer: idSchema.optional(),
  contract: nameSchema.optional(),
  recordedAt: stampSchema.optional(),
  source: sourceSchema.optional(),
};

/** A stretch in which a service was impaired. Without `until` it goes on. */
export const outageRecord = z.strictObject({
  type: z.literal("outage"),
  ...common,
  service: nameSchema,
  resource: nameSchema.optional(),
  from: stampSchema,
  until: stampSchema.optional(),
  /** A name in the measure's `weights`; left out, the outage is total. */
  impact: nameSchema.optional(),
  /** How much of the service it hit: so many units (users, seats), or a share from 0 to 1. */
  affected: oneOf({ units: wholeSchema, share: quantitySchema }).optional(),
  cause: causeSchema.optional(),
  tags: z.array(nameSchema).optional(),
  detectedAt: stampSchema.optional(),
  reportedAt: stampSchema.optional(),
  title: textSchema.optional(),
});

/** Announced work: what was announced and when, what happened, and its own impact (17). */
export const maintenanceRecord = z.strictObject({
  type: z.literal("maintenance"),
  ...common,
  service: nameSchema,
  resource: nameSchema.optional(),
  announcedAt: stampSchema.optional(),
  announced: z.strictObject({ from: stampSchema, until: stampSchema }).optional(),
  from: stampSchema,
  until: stampSchema.optional(),
  impact: z.enum(["none", "degraded", "down"]).default("none"),
  kind: z.enum(["maintenance", "emergency-maintenance"]).default("maintenance"),
  approvedBy: textSchema.optional(),
  tags: z.array(nameSchema).optional(),
  title: textSchema.optional(),
});

/** Who says that an outage, or a part of it, has this cause, and on what evidence (25). */
export const attributionRecord = z.strictObject({
  type: z.literal("attribution"),
  ...common,
  outage: idSchema,
  cause: causeSchema,
  party: textSchema.optional(),
  by: textSchema,
  at: stampSchema,
  from: stampSchema.optional(),
  until: stampSchema.optional(),
  evidence: z.array(textSchema).default([]),
});

/** A person re-classifies a stretch of past time; the original stays (26). */
export const correctionRecord = z.strictObject({
  type: z.literal("correction"),
  ...common,
  service: nameSchema,
  from: stampSchema,
  until: stampSchema,
  as: z.enum(["up", "down", "degraded", "unknown"]),
  author: textSchema,
  reason: textSchema,
  enteredAt: stampSchema,
});

export const stateRecord = z.strictObject({
  type: z.literal("state"),
  ...common,
  service: nameSchema,
  resource: nameSchema.optional(),
  at: stampSchema,
  state: z.enum(["up", "degraded", "down", "unknown"]),
  left: z.enum(["up", "degraded", "down", "unknown"]).optional(),
});

export const bucketRecord = z.strictObject({
  type: z.literal("bucket"),
  ...common,
  service: nameSchema,
  resource: nameSchema.optional(),
  of: nameSchema.optional(),
  from: stampSchema,
  until: stampSchema,
  good: z.int().min(0),
  total: z.int().min(0),
  excluded: z.int().min(0).optional(),
});

export const sampleRecord = z.strictObject({
  type: z.literal("sample"),
  ...common,
  service: nameSchema,
  resource: nameSchema.optional(),
  of: nameSchema.optional(),
  at: stampSchema,
  state: z.enum(["up", "degraded", "down", "unknown"]).optional(),
  value: decimalSchema.optional(),
  interval: durationSchema.optional(),
});

/** What can happen to a ticket (10). */
export const ticketEventSchema = z.discriminatedUnion("event", [
  z.strictObject({
    event: z.literal("replied"),
    at: stampSchema,
    by: z.enum(["agent", "customer"]),
    kind: z.enum(["automated", "acknowledgement", "substantive"]).default("substantive"),
    channel: textSchema.optional(),
  }),
  z.strictObject({ event: z.literal("assigned"), at: stampSchema, to: textSchema.optional() }),
  z.strictObject({
    event: z.literal("engineer-assigned"),
    at: stampSchema,
    to: textSchema.optional(),
  }),
  z.strictObject({ event: z.literal("priority-changed"), at: stampSchema, severity: nameSchema }),
  z.strictObject({ event: z.literal("waiting-started"), at: stampSchema, reason: nameSchema }),
  z.strictObject({
    event: z.literal("waiting-ended"),
    at: stampSchema,
    reason: nameSchema.optional(),
  }),
  z.strictObject({
    event: z.literal("next-update-agreed"),
    at: stampSchema,
    due: stampSchema,
    author: textSchema,
    reason: textSchema,
  }),
  z.strictObject({
    event: z.literal("due-agreed"),
    at: stampSchema,
    clock: nameSchema,
    due: stampSchema,
    author: textSchema,
    reason: textSchema,
  }),
  z.strictObject({ event: z.literal("workaround"), at: stampSchema }),
  z.strictObject({ event: z.literal("restored"), at: stampSchema }),
  z.strictObject({ event: z.literal("resolved"), at: stampSchema }),
  z.strictObject({ event: z.literal("closed"), at: stampSchema }),
  z.strictObject({ event: z.literal("reopened"), at: stampSchema }),
  z.strictObject({ event: z.literal("cancelled"), at: stampSchema, reason: textSchema.optional() }),
]);

/** A ticket with the events that are known of it; further ones may come as rows of type `event`. */
export const ticketRecord = z.strictObject({
  type: z.literal("ticket"),
  ...common,
  service: nameSchema,
  openedAt: stampSchema,
  openedBy: z.enum(["customer", "agent"]).default("customer"),
  severity: nameSchema.optional(),
  /** The ticket was opened in a waiting state, for this reason. */
  waiting: nameSchema.optional(),
  attributes: z.record(nameSchema, z.string().max(200)).optional(),
  events: z.array(ticketEventSchema).default([]),
});

/** One ticket event as a row of its own: `{ type: event, ticket: T-12, happened: { event, at } }`. */
export const eventRecord = z.strictObject({
  type: z.literal("event"),
  ...common,
  ticket: idSchema,
  happened: ticketEventSchema,
});

export const chargeRecord = z.strictObject({
  type: z.literal("charge"),
  ...common,
  service: nameSchema,
  /** The resource it is paid for, where each has its own price. */
  resource: nameSchema.optional(),
  charge: nameSchema,
  amount: decimalSchema,
  currency: z.string().regex(/^[A-Z]{3}$/),
  from: stampSchema,
  until: stampSchema,
  invoice: idSchema,
  line: idSchema.optional(),
  kind: z.enum(["recurring", "usage", "one-off"]).optional(),
  paidWith: z.enum(["money", "voucher"]).optional(),
});

/** The customer asks for what is owed: for a whole period, one commitment or one credit line. */
export const claimRecord = z.strictObject({
  type: z.literal("claim"),
  ...common,
  at: stampSchema,
  stage: z.enum(["claim", "ticket", "report", "notice", "evidence"]).default("claim"),
  period: z.string().max(100),
  /** Commitment that is claimed; left out: everything that the period owes. */
  commitment: nameSchema.optional(),
  evidence: z.array(textSchema).default([]),
});

export const factRecord = z.strictObject({
  type: z.literal("fact"),
  ...common,
  service: nameSchema.optional(),
  fact: nameSchema,
  at: stampSchema,
  until: stampSchema.optional(),
  subject: idSchema.optional(),
  value: decimalSchema.optional(),
});

/** The span for which a source is complete: inside it an empty outage list is 100 % (19). */
export const coverageRecord = z.strictObject({
  type: z.literal("coverage"),
  ...common,
  service: nameSchema.optional(),
  of: z.enum(["outages", "tickets"]),
  from: stampSchema,
  until: stampSchema,
});

export const recordSchemas = {
  outage: outageRecord,
  maintenance: maintenanceRecord,
  attribution: attributionRecord,
  correction: correctionRecord,
  state: stateRecord,
  bucket: bucketRecord,
  sample: sampleRecord,
  ticket: ticketRecord,
  event: eventRecord,
  charge: chargeRecord,
  claim: claimRecord,
  fact: factRecord,
  coverage: coverageRecord,
} as const;

export type RecordType = keyof typeof recordSchemas;
export type RecordRow = {
  [Type in RecordType]: z.output<(typeof recordSchemas)[Type]>;
}[RecordType];
export type RecordInput = {
  [Type in RecordType]: z.input<(typeof recordSchemas)[Type]>;
}[RecordType];

/** One row of records/1; for editors, and for what is generated from it. */
export const recordSchema = z
  .discriminatedUnion("type", [
    outageRecord,
    maintenanceRecord,
    attributionRecord,
    correctionRecord,
    stateRecord,
    bucketRecord,
    sampleRecord,
    ticketRecord,
    eventRecord,
    chargeRecord,
    claimRecord,
    factRecord,
    coverageRecord,
  ])
  .meta({ id: "record", title: "makegood records/1" });
