import type { Instant } from "../time/instant.ts";

/** Records as the core sees them: stamps are instants, names are checked against the contract. */

export type Cause =
  | "provider"
  | "maintenance"
  | "third-party"
  | "customer"
  | "force-majeure"
  | "suspension"
  | "beta"
  | "attack";

export interface Outage {
  readonly id: string;
  readonly service: string;
  readonly from: Instant;
  /** Absent while it goes on. Equal to `from` when it had no length: kept, counts 0 (40). */
  readonly until?: Instant;
  readonly impact?: string;
  readonly cause?: Cause;
  readonly tags: readonly string[];
}

export interface Maintenance {
  readonly id: string;
  readonly service: string;
  readonly from: Instant;
  readonly until?: Instant;
  readonly announcedAt?: Instant;
  readonly announced?: { readonly from: Instant; readonly until: Instant };
  readonly impact: "none" | "degraded" | "down";
  readonly kind: "maintenance" | "emergency-maintenance";
  readonly tags: readonly string[];
}

export interface Attribution {
  readonly id: string;
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
    };

export interface Ticket {
  readonly id: string;
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

export interface Claim {
  readonly id: string;
  readonly at: Instant;
  readonly stage: string;
  readonly period: string;
  readonly commitment?: string;
}

export interface Coverage {
  readonly id: string;
  readonly of: "outages" | "tickets";
  readonly service?: string;
  readonly from: Instant;
  readonly until: Instant;
}
