import type { CyclicPeriod } from "../time/period.ts";
import type { WaitPlan } from "./wait.ts";

/** What is done in time: a record `claim` of that stage says when. */
export type StageName = "claim" | "ticket" | "report" | "notice" | "evidence";

/** What a stage is counted from (35). */
export type ClaimAnchor =
  | "settlement-end"
  | "period-end"
  | "event-start"
  | "event-end"
  /** When the cause of the last of its outages was corrected. Its end stands in. */
  | "correction"
  /** When the customer knew of the event; when it was reported. Its start stands in. */
  | "awareness"
  | "report"
  /** The end of the n-th period after the one in which the event began; 0: of that one. */
  | { readonly period: CyclicPeriod; readonly n: number };

/** One thing that must be done in time; all stages of a claim must hold. */
export interface StagePlan {
  readonly what: StageName;
  readonly within: WaitPlan;
  readonly after: ClaimAnchor;
  /** Undefined: at the anchor. A wait counts from the anchor too. */
  readonly opens: "settlement-end" | "event-end" | WaitPlan | undefined;
  readonly evidence: readonly string[];
}

export interface RequestPlan {
  readonly on: "request";
  readonly clause: string | undefined;
  readonly stages: readonly StagePlan[];
}

export type ClaimPlan = { readonly on: "automatic" } | RequestPlan;

/** One claim in days after the end of a period: the statement says it without stages. */
export function isPlain({ stages }: RequestPlan): boolean {
  const [first] = stages;
  return (
    stages.length === 1 &&
    first?.what === "claim" &&
    first.within.by === "days" &&
    first.opens === undefined &&
    !isByEvent(first)
  );
}

/** Whether each event has a window of its own. */
export function isByEvent({ after, opens }: StagePlan): boolean {
  return (after !== "settlement-end" && after !== "period-end") || opens === "event-end";
}
