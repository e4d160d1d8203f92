import type { Candidate } from "../../core/exclude.ts";
import type { Fault } from "../../core/faults.ts";
import type { Attribution, Maintenance } from "../../model/records.ts";
import type { RejectedEvidence } from "../../model/statement.ts";
import type { Instant } from "../../time/instant.ts";
import type { ExclusionPlan } from "../plan.ts";
import * as approval from "./approval.ts";
import * as cause from "./cause.ts";
import * as evidence from "./evidence.ts";
import * as inside from "./inside.ts";
import * as kind from "./kind.ts";
import * as maximum from "./maximum.ts";
import * as notice from "./notice.ts";
import * as tag from "./tag.ts";

/** What the rules of exclusion of one service look at, as it was known at `asOf`. */
export interface ExclusionFacts {
  readonly faults: readonly Fault[];
  readonly maintenance: readonly Maintenance[];
  /** The attribution in force of each outage: the latest one. */
  readonly attributions: ReadonlyMap<string, Attribution>;
  /** Tags of outages by their ids; one without tags may be left out. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
  readonly asOf: Instant;
  /** "rule record": taken whatever the conditions of the rule say, to see what that would change. */
  readonly granted: ReadonlySet<string>;
}

/** A record that `matches` selects, before the conditions of its rule are asked. */
export interface Found {
  readonly record: string;
  /** The stretch that it is about: of an outage the part that is attributed, of work all of it. */
  readonly start: Instant;
  readonly end: Instant;
  readonly work?: Maintenance;
  readonly attribution?: Attribution;
}

/** A record that a rule looked at and did not accept, with the time it would have taken. */
export interface Refusal {
  readonly record: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly reason: RejectedEvidence["reason"];
  readonly detail: string;
  readonly attribution?: string;
}

/** What one condition says of a stretch: how much of it stays, and why the rest does not. */
export interface Screened {
  readonly kept: readonly Span[];
  readonly refused: readonly (Span & Pick<Refusal, "reason" | "detail">)[];
}

export interface Span {
  readonly start: Instant;
  readonly end: Instant;
}

export interface Matched {
  readonly candidates: readonly Candidate[];
  readonly refusals: readonly Refusal[];
}

type Matches = ExclusionPlan["matches"];
type MatchesOf = { readonly [By in Matches["by"]]: Extract<Matches, { readonly by: By }> };
type Matchers = {
  readonly [By in keyof MatchesOf]: {
    readonly find: (matches: MatchesOf[By], facts: ExclusionFacts) => readonly Found[];
  };
};

/** How a rule finds its records: one file for each form of `matches`. */
export const matchers = { kind, cause, tag } as const satisfies Matchers;

function found<By extends keyof MatchesOf>(
  matches: MatchesOf[By],
  facts: ExclusionFacts,
): readonly Found[] {
  const matcher: Matchers[By] = matchers[matches.by];
  return matcher.find(matches, facts);
}

interface Condition {
  /** Asked of each stretch that the conditions before it have kept. */
  readonly screen: (span: Span, found: Found, plan: ExclusionPlan) => Screened;
}

/** In this order: the first that fails is the reason that is told. One file for each. */
export const conditions = {
  evidence,
  approval,
  notice,
  maximum,
  inside,
} as const satisfies Record<string, Condition>;

/**
 * The records that a rule applies to, and those that it was asked for and does not: one that lacks
 * notice, approval, evidence, or lies in part outside what was agreed (semantics 23 to 25).
 */
export function matchRule(plan: ExclusionPlan, facts: ExclusionFacts): Matched {
  const candidates: Candidate[] = [];
  const refusals: Refusal[] = [];
  for (const one of found(plan.matches, facts)) {
    const { record, attribution } = one;
    const named = attribution === undefined ? {} : { attribution: attribution.id };
    const whole: Span = { start: one.start, end: one.end };
    let spans: readonly Span[] = [whole];
    // What removes nothing withholds nothing either.
    const isAsked = plan.removes !== "nothing" && !facts.granted.has(`${plan.id} ${record}`);
    if (isAsked) {
      for (const { screen } of Object.values(conditions)) {
        const screened = spans.map((span) => screen(span, one, plan));
        spans = screened.flatMap(({ kept }) => kept);
        refusals.push(
          ...screened
            .flatMap(({ refused }) => refused)
            .map((one) => ({ record, ...named, ...one })),
        );
      }
    }
    for (const { start, end } of spans)
      if (start < end) candidates.push({ record, start, end, ...named });
  }
  return { candidates, refusals };
}
