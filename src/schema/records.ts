import * as z from "zod/mini";
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
  system: z.optional(z.string().check(z.maxLength(200))),
  file: z.optional(z.string().check(z.maxLength(1000))),
  line: z.optional(z.int().check(z.minimum(1))),
});

const common = {
  id: idSchema,
  customer: z.optional(idSchema),
  contract: z.optional(nameSchema),
  recordedAt: z.optional(stampSchema),
  source: z.optional(sourceSchema),
};

/** A stretch in which a service was impaired. Without `until` it goes on. */
export const outageRecord = z.strictObject({
  type: z.literal("outage"),
  ...common,
  service: nameSchema,
  resource: z.optional(nameSchema),
  from: stampSchema,
  until: z.optional(stampSchema),
  /** A name in the measure's `weights`; left out, the outage is total. */
  impact: z.optional(nameSchema),
  /** How much of the service it hit: so many units (users, seats), or a share from 0 to 1. */
  affected: z.optional(oneOf({ units: wholeSchema, share: quantitySchema })),
  cause: z.optional(causeSchema),
  tags: z.optional(z.array(nameSchema)),
  /** What a credit may select it by, beside its own fields. */
  attributes: z.optional(z.record(nameSchema, z.string().check(z.maxLength(200)))),
  /** The outage that caused this one, and was caused by none itself (32). */
  rootCause: z.optional(idSchema),
  detectedAt: z.optional(stampSchema),
  reportedAt: z.optional(stampSchema),
  /** Of the ticket about it, and when the customer was told that it is over (22). */
  ticketOpenedAt: z.optional(stampSchema),
  notifiedAt: z.optional(stampSchema),
  ticketClosedAt: z.optional(stampSchema),
  /** When its cause was corrected, which may be after its end (35). */
  correctedAt: z.optional(stampSchema),
  /** Stretches in which it was thought to be over, and was not (22). */
  seemedRestored: z.optional(
    z.array(z.strictObject({ from: stampSchema, until: stampSchema })).check(z.maxLength(100)),
  ),
  title: z.optional(textSchema),
});

/** Announced work: what was announced and when, what happened, and its own impact (17). */
export const maintenanceRecord = z.strictObject({
  type: z.literal("maintenance"),
  ...common,
  service: nameSchema,
  resource: z.optional(nameSchema),
  announcedAt: z.optional(stampSchema),
  announced: z.optional(z.strictObject({ from: stampSchema, until: stampSchema })),
  from: stampSchema,
  until: z.optional(stampSchema),
  impact: z._default(z.enum(["none", "degraded", "down"]), "none"),
  kind: z._default(z.enum(["maintenance", "emergency-maintenance"]), "maintenance"),
  /** Who of the customer agreed to it, and when: before it began, where that is asked for (23). */
  approvedBy: z.optional(textSchema),
  approvedAt: z.optional(stampSchema),
  tags: z.optional(z.array(nameSchema)),
  title: z.optional(textSchema),
});

/** Who says that an outage, or a part of it, has this cause, and on what evidence (25). */
export const attributionRecord = z.strictObject({
  type: z.literal("attribution"),
  ...common,
  outage: idSchema,
  cause: causeSchema,
  party: z.optional(textSchema),
  by: textSchema,
  at: stampSchema,
  from: z.optional(stampSchema),
  until: z.optional(stampSchema),
  evidence: z._default(z.array(textSchema), []),
});

/** A person re-classifies a stretch of past time; the original stays (26). */
export const correctionRecord = z.strictObject({
  type: z.literal("correction"),
  ...common,
  service: nameSchema,
  resource: z.optional(nameSchema),
  from: stampSchema,
  until: stampSchema,
  as: z.enum(["up", "down", "degraded", "unknown"]),
  author: textSchema,
  reason: textSchema,
  enteredAt: stampSchema,
});

/**
 * Rows in bulk, of which a month has millions, need no id: a bucket is named by what it counts and
 * where it begins, a sample by what it looks at and when.
 */
const bulk = { ...common, id: z.optional(idSchema) };

export const stateRecord = z.strictObject({
  type: z.literal("state"),
  ...bulk,
  service: nameSchema,
  resource: z.optional(nameSchema),
  at: stampSchema,
  /** up, degraded, down or unknown; a name of the source where the service has a table of them. */
  state: nameSchema,
  left: z.optional(nameSchema),
});

export const bucketRecord = z.strictObject({
  type: z.literal("bucket"),
  ...bulk,
  service: nameSchema,
  resource: z.optional(nameSchema),
  of: z.optional(nameSchema),
  from: stampSchema,
  until: stampSchema,
  good: z.int().check(z.minimum(0)),
  total: z.int().check(z.minimum(0)),
  excluded: z.optional(z.int().check(z.minimum(0))),
});

export const sampleRecord = z.strictObject({
  type: z.literal("sample"),
  ...bulk,
  service: nameSchema,
  resource: z.optional(nameSchema),
  of: z.optional(nameSchema),
  at: stampSchema,
  state: z.optional(nameSchema),
  value: z.optional(decimalSchema),
  interval: z.optional(durationSchema),
});

/** What can happen to a ticket (10). */
export const ticketEventSchema = z.discriminatedUnion("event", [
  z.strictObject({
    event: z.literal("replied"),
    at: stampSchema,
    by: z.enum(["agent", "customer"]),
    kind: z._default(z.enum(["automated", "acknowledgement", "substantive"]), "substantive"),
    channel: z.optional(textSchema),
  }),
  z.strictObject({ event: z.literal("assigned"), at: stampSchema, to: z.optional(textSchema) }),
  z.strictObject({
    event: z.literal("engineer-assigned"),
    at: stampSchema,
    to: z.optional(textSchema),
  }),
  z.strictObject({ event: z.literal("priority-changed"), at: stampSchema, severity: nameSchema }),
  z.strictObject({ event: z.literal("waiting-started"), at: stampSchema, reason: nameSchema }),
  z.strictObject({
    event: z.literal("waiting-ended"),
    at: stampSchema,
    reason: z.optional(nameSchema),
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
  z.strictObject({
    event: z.literal("cancelled"),
    at: stampSchema,
    reason: z.optional(textSchema),
  }),
]);

/** A ticket with the events that are known of it; further ones may come as rows of type `event`. */
export const ticketRecord = z.strictObject({
  type: z.literal("ticket"),
  ...common,
  service: nameSchema,
  openedAt: stampSchema,
  openedBy: z._default(z.enum(["customer", "agent"]), "customer"),
  severity: z.optional(nameSchema),
  /** The ticket was opened in a waiting state, for this reason. */
  waiting: z.optional(nameSchema),
  attributes: z.optional(z.record(nameSchema, z.string().check(z.maxLength(200)))),
  events: z._default(z.array(ticketEventSchema), []),
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
  resource: z.optional(nameSchema),
  charge: nameSchema,
  amount: decimalSchema,
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
  from: stampSchema,
  until: stampSchema,
  invoice: idSchema,
  line: z.optional(idSchema),
  kind: z.optional(z.enum(["recurring", "usage", "one-off"])),
  paidWith: z.optional(z.enum(["money", "voucher"])),
});

/** The customer asks for what is owed: for a whole period, one commitment or one credit line. */
export const claimRecord = z.strictObject({
  type: z.literal("claim"),
  ...common,
  at: stampSchema,
  stage: z._default(z.enum(["claim", "ticket", "report", "notice", "evidence"]), "claim"),
  period: z.string().check(z.maxLength(100)),
  /** Commitment that is claimed; left out: everything that the period owes. */
  commitment: z.optional(nameSchema),
  /** The outage or ticket that it is about. */
  about: z.optional(idSchema),
  evidence: z._default(z.array(textSchema), []),
});

export const factRecord = z.strictObject({
  type: z.literal("fact"),
  ...common,
  service: z.optional(nameSchema),
  fact: nameSchema,
  at: stampSchema,
  until: z.optional(stampSchema),
  /** What it is about: an event and what answers it have the same. */
  subject: z.optional(idSchema),
  value: z.optional(decimalSchema),
  attributes: z.optional(z.record(nameSchema, z.string().check(z.maxLength(200)))),
});

/** The span for which a source is complete: inside it an empty outage list is 100 % (19). */
export const coverageRecord = z.strictObject({
  type: z.literal("coverage"),
  ...common,
  service: z.optional(nameSchema),
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
  .register(z.globalRegistry, { id: "record", title: "makegood records/1" });
