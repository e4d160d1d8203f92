import type { PlacedCalendar } from "./business-calendar.ts";
import type { ClauseRef } from "./step.ts";

/** The clocks of a contract as plain JSON: what a browser needs to show them, and no more. */
export interface ClockPolicy {
  readonly makegood: "clock-policy/1";
  /** The contract's id. */
  readonly contract: string;
  /** Every service of the contract: tickets of others are refused. */
  readonly services: readonly string[];
  /** The calendars that the clocks use, each with its zone. */
  readonly calendars: readonly PlacedCalendar[];
  readonly clocks: readonly PolicyClock[];
  /** Of all the rest: a policy is read as it was made, or refused. */
  readonly checksum: string;
}

/** One commitment that is measured by a clock. */
export interface PolicyClock {
  readonly id: string;
  readonly clause: ClauseRef;
  readonly services: readonly string[];
  readonly clock: PolicyClockName;
  /** What `due-agreed` calls the clock. */
  readonly agreedAs: string;
  /** Which tickets are in the population at all. */
  readonly where?: PolicyWhere;
  /** The first that matches is in force; they are asked in turn. */
  readonly rows: readonly PolicyRow[];
  readonly pausedBy: "all" | readonly string[];
  readonly replies: readonly ("automated" | "acknowledgement" | "substantive")[];
  readonly onPriorityChange: "carry" | "reset" | "proportional" | "freeze" | "recount";
  readonly onReopen: "resume" | "new-cycle" | "first-only" | "count-gap";
  readonly countedUnder: "at-start" | "at-stop" | "at-due";
  /** When the clock is at risk (semantics 15). Left out: never. */
  readonly atRisk?: readonly PolicyRisk[];
  /** Cycles that begin in [from, until) are its own (semantics 37), epoch ms. Left out: all. */
  readonly inForce?: PolicySpan;
  /** Where the next version of the rows begins, in order; `stop`: a clock that runs takes it then. */
  readonly versions?: readonly { readonly at: number; readonly termsAt: "start" | "stop" }[];
}

export interface PolicySpan {
  readonly from: number;
  readonly until: number;
}

/** From which event to which the clock runs, as the contract names it. */
export type PolicyClockName =
  | { readonly name: "next-response"; readonly after: "opening" | "first-response" }
  | {
      readonly name: "update";
      readonly cadence: {
        readonly from: "opening" | "first-response";
        readonly until: "workaround" | "restored" | "resolved" | "closed";
        readonly grid: "rolling" | "fixed";
      };
    }
  | { readonly name: "custom"; readonly from: string; readonly to: string }
  | {
      readonly name:
        | "first-response"
        | "time-to-own"
        | "workaround"
        | "restoration"
        | "first-resolution"
        | "resolution";
    };

export type PolicyWhere = Readonly<Record<string, readonly string[]>>;

export interface PolicyRow {
  readonly where?: PolicyWhere;
  readonly clause: ClauseRef;
  /** In words: "P1 ≤ PT15M". */
  readonly shown: string;
  readonly target: PolicyTarget;
  /** The version that it belongs to. Left out: all of them. */
  readonly inForce?: PolicySpan;
  /** The place in the table of the row that is asked in this one's turn. Left out: itself. */
  readonly turn?: number;
}

type TimeOfDay = "same-time" | "end-of-day" | { readonly cutOffMs: number };

/** `strict`: exactly at the target is late. Calendars and zones by name. */
export type PolicyTarget =
  | { readonly kind: "elapsed"; readonly ms: number; readonly strict: boolean }
  | {
      readonly kind: "business";
      readonly ms: number;
      readonly calendar: string;
      readonly strict: boolean;
    }
  | {
      readonly kind: "business-days";
      readonly n: number;
      readonly calendar: string;
      readonly by: TimeOfDay;
      readonly outsideHours: "move" | "keep" | "roll";
      readonly countStartDay: boolean;
      readonly strict: boolean;
    }
  | {
      readonly kind: "business-windows";
      readonly n: number;
      readonly calendar: string;
      readonly strict: boolean;
    }
  | {
      readonly kind: "days" | "months";
      readonly n: number;
      readonly zone: string;
      readonly by: TimeOfDay;
      readonly endOfMonth: "clamp" | "preserve";
      readonly strict: boolean;
    }
  | { readonly kind: "agreed"; readonly strict: boolean };

/** So much of the target is used, in percent, or so little is left. */
export type PolicyRisk = { readonly used: string } | { readonly leftMs: number };
