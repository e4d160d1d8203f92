import { signOf } from "../../base/ratio.ts";
import { composite } from "../../core/composite.ts";
import type { Candidate, ExclusionRule } from "../../core/exclude.ts";
import type { Fault } from "../../core/faults.ts";
import {
  EMPTY,
  type IntervalSet,
  intersect,
  intervalSet,
  single,
  spansOf,
  unionAll,
} from "../../time/interval-set.ts";
import type { Combine } from "../scope-plan.ts";
import type { OutageFacts } from "./outages.ts";

/**
 * Several components as one, on their timelines (21). Rules look at each member by itself; the whole
 * is excused where its state rests on time that they would take from a member, and nowhere else.
 */
export function united(
  members: readonly OutageFacts[],
  { n, strict }: Extract<Combine, { readonly by: "timeline" }>,
): OutageFacts {
  const whole = composite(
    members.map(({ faults, known = EMPTY, active, rules }) => ({
      faults,
      known: active === undefined ? known : intersect(known, active),
      excusable: unionAll(rules.map((rule) => excusable(rule, downtimeOf(faults)))),
    })),
    { n, strict },
  );
  const masked = whole.masked.map(({ id, start, end }) => ({
    record: id,
    start,
    end,
    why: "others-up" as const,
    detail: "too few of the other members were down at the same time",
  }));
  return {
    faults: whole.faults,
    joins: EMPTY,
    left: [...members.flatMap(({ left }) => left), ...masked],
    known: members.every(({ known }) => known === undefined) ? undefined : whole.known,
    rules: rulesOf(members, whole.undecided),
    refusals: members.flatMap(({ refusals }) => refusals),
    ...activeOf(members),
  };
}

/** A fault of weight 0 is no downtime. */
function downtimeOf(faults: readonly Fault[]): IntervalSet {
  return intervalSet(faults.filter(({ weight }) => signOf(weight) > 0));
}

/** What a rule could take of a member: a window whatever it was, else only what was down. */
function excusable({ removes, candidates }: ExclusionRule, down: IntervalSet): IntervalSet {
  if (removes === "nothing") return EMPTY;
  const time = intervalSet(candidates);
  return removes === "window" ? time : intersect(time, down);
}

/** Each rule once, with its candidates of all members, where the whole rests on them. */
function rulesOf(members: readonly OutageFacts[], undecided: IntervalSet): ExclusionRule[] {
  const [first] = members as readonly [OutageFacts];
  return first.rules.map((rule, index) => {
    const own = members.map(({ rules }) => rules[index] as ExclusionRule);
    const unconditional = own.flatMap((one) => [...(one.unconditional as ReadonlySet<string>)]);
    return {
      ...rule,
      candidates: own.flatMap(({ candidates, removes }) =>
        removes === "nothing"
          ? candidates
          : candidates.flatMap((candidate) => within(candidate, undecided)),
      ),
      counts: unionAll(own.map(({ counts }) => counts)),
      unconditional: new Set(unconditional),
    };
  });
}

function within(candidate: Candidate, set: IntervalSet): Candidate[] {
  const own = intersect(single(candidate.start, candidate.end), set);
  return spansOf(own).map(({ start, end }) => ({ ...candidate, start, end }));
}

/** In use where one of them is; always, where one is always. */
function activeOf(members: readonly OutageFacts[]): Pick<OutageFacts, "active"> {
  const sets = members.flatMap(({ active }) => active ?? []);
  return sets.length < members.length ? {} : { active: unionAll(sets) };
}
