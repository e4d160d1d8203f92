import type { Ratio } from "../base/ratio.ts";
import type { Issue } from "../base/result.ts";
import type { Instant } from "../time/instant.ts";
import type { FoldedTickets } from "./folded.ts";
import type { BucketSeries, SampleSeries, StateSeries } from "./series.ts";

/** Records as the core sees them: stamps are instants, names are checked against the contract. */

interface Known {
  readonly id: string;
  /** When it was written down; a record that was not yet known at asOf is outside (15). */
  readonly recordedAt?: Instant;
}

export type Cause =
  | "provider"
  | "maintenance"
  | "third-party"
  | "customer"
  | "force-majeure"
  | "suspension"
  | "beta"
  | "attack";

export interface Outage extends Known {
  readonly service: string;
  /** The part of the service that it hit; absent: the service as a whole. */
  readonly resource?: string;
  readonly from: Instant;
  /** Absent while it goes on. Equal to `from` when it had no length: kept, counts 0 (40). */
  readonly until?: Instant;
  readonly impact?: string;
  /** How much of the service it hit: so many units, or a share from 0 to 1. */
  readonly affectedUnits?: Ratio;
  readonly affectedShare?: Ratio;
  readonly cause?: Cause;
  readonly tags: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
  /** The outage that caused it, which nothing caused that was recorded (32). */
  readonly rootCause?: string;
  /** Where an outage's clock may start and end, beside its own span (22). */
  readonly detectedAt?: Instant;
  readonly reportedAt?: Instant;
  readonly ticketOpenedAt?: Instant;
  readonly notifiedAt?: Instant;
  readonly ticketClosedAt?: Instant;
  /** When its cause was corrected (35). */
  readonly correctedAt?: Instant;
  /** Stretches in which it was thought to be over, and was not. */
  readonly seemedRestored: readonly { readonly from: Instant; readonly until: Instant }[];
}

export interface Maintenance extends Known {
  readonly service: string;
  readonly resource?: string;
  readonly from: Instant;
  readonly until?: Instant;
  readonly announcedAt?: Instant;
  readonly announced?: { readonly from: Instant; readonly until: Instant };
  readonly impact: "none" | "degraded" | "down";
  readonly kind: "maintenance" | "emergency-maintenance";
  /** Who of the customer agreed to it, and when. */
  readonly approvedBy?: string;
  readonly approvedAt?: Instant;
  readonly tags: readonly string[];
}

/** What was billed: one line of an invoice, for a stretch of time (31). */
export interface Charge extends Known {
  readonly service: string;
  readonly resource?: string;
  readonly charge: string;
  readonly amount: Ratio;
  readonly from: Instant;
  readonly until: Instant;
  readonly invoice: string;
  readonly line?: string;
  readonly kind: "recurring" | "usage" | "one-off";
  readonly paidWith: "money" | "voucher";
}

export interface Attribution extends Known {
  readonly outage: string;
  readonly cause: Cause;
  readonly by: string;
  readonly at: Instant;
  readonly from?: Instant;
  readonly until?: Instant;
  readonly evidence: readonly string[];
}

export type TicketEvent =
  | {
      readonly event: "replied";
      readonly at: Instant;
      readonly by: "agent" | "customer";
      readonly kind: "automated" | "acknowledgement" | "substantive";
    }
  | { readonly event: "priority-changed"; readonly at: Instant; readonly severity: string }
  | { readonly event: "waiting-started"; readonly at: Instant; readonly reason: string }
  | { readonly event: "waiting-ended"; readonly at: Instant; readonly reason?: string }
  | { readonly event: "resolved" | "closed" | "reopened" | "cancelled"; readonly at: Instant }
  | {
      readonly event: "assigned" | "engineer-assigned" | "workaround" | "restored";
      readonly at: Instant;
    }
  /** The due of a clock that runs was agreed with the customer, by whom and why (9). */
  | {
      readonly event: "due-agreed";
      readonly at: Instant;
      readonly clock: string;
      readonly due: Instant;
      readonly author: string;
      readonly reason: string;
    }
  | {
      readonly event: "next-update-agreed";
      readonly at: Instant;
      readonly due: Instant;
      readonly author: string;
      readonly reason: string;
    };

export interface Ticket extends Known {
  readonly service: string;
  readonly openedAt: Instant;
  readonly openedBy: "customer" | "agent";
  readonly severity?: string;
  /** Waiting reason of a ticket that was opened in a waiting state (10). */
  readonly waiting?: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Sorted by instant. */
  readonly events: readonly TicketEvent[];
}

export interface Claim extends Known {
  readonly at: Instant;
  readonly stage: string;
  readonly period: string;
  readonly commitment?: string;
  /** The outage or ticket that it is about; absent: each that began before it. */
  readonly about?: string;
}

export interface Coverage extends Known {
  readonly of: "outages" | "tickets";
  readonly service?: string;
  readonly from: Instant;
  readonly until: Instant;
}

/** A stretch of past time that a person classified anew; what was recorded stays (26). */
export interface Correction extends Known {
  readonly service: string;
  readonly resource?: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly as: "up" | "degraded" | "down" | "unknown";
  readonly author: string;
  readonly reason: string;
  readonly enteredAt: Instant;
}

/** A ticket event that came as a row of its own. */
export interface EventRow extends Known {
  readonly ticket: string;
  readonly event: TicketEvent;
}

/** Something that happened, or that is planned: what duties look at. */
export interface FactRow extends Known {
  /** Absent where it concerns whichever service asks for it. */
  readonly service?: string;
  /** Its name. */
  readonly fact: string;
  /** Later than asOf of what is planned: then `recordedAt` says since when that is known. */
  readonly at: Instant;
  readonly until?: Instant;
  /** What it is about: an event and what answers it have the same. */
  readonly subject?: string;
  readonly value?: Ratio;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Records that were read and checked against a contract: what `settle` is given. */
export interface Records {
  readonly outages: readonly Outage[];
  readonly maintenance: readonly Maintenance[];
  readonly attributions: readonly Attribution[];
  readonly tickets: readonly Ticket[];
  readonly events: readonly EventRow[];
  readonly claims: readonly Claim[];
  readonly charges: readonly Charge[];
  readonly coverage: readonly Coverage[];
  readonly facts: readonly FactRow[];
  /** Rows in bulk, in columns. */
  readonly buckets: readonly BucketSeries[];
  readonly samples: readonly SampleSeries[];
  readonly states: readonly StateSeries[];
  readonly corrections: readonly Correction[];
  /** Hash of the contract that they were checked against. */
  readonly contract: string;
  readonly rows: {
    readonly in: number;
    readonly unrouted: readonly { readonly why: string; readonly rows: number }[];
  };
  readonly sources: readonly {
    readonly name: string;
    readonly sha256?: string;
    readonly rows: number;
  }[];
  readonly digest: { readonly count: number; readonly sum: string };
  /** Equal duplicates that were merged, by `type:id`: how many rows beyond the first. */
  readonly twins: ReadonlyMap<string, number>;
  readonly warnings: readonly Issue[];
  /** Tickets that were counted when they were read, for one settlement; not among `tickets`. */
  readonly folded?: FoldedTickets;
}
