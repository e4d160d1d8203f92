import { wholeRatio } from "../base/ratio.ts";
import type { Issue } from "../base/result.ts";
import type { Allocation, Line } from "../model/statement.ts";
import type { Period } from "../time/period.ts";
import { amountOf, type DraftLine, textOf, weightOf } from "./caps.ts";
import { shareKey, weighed } from "./charge-shares.ts";
import { type History, looksBack, missingHistory, periodsBefore } from "./history.ts";
import { creditOfLine } from "./line-credit.ts";
import type { Plan } from "./plan.ts";

/** Why an amount that is owed was not paid yet: over a cap that carries, or under a least payout. */
export const waitKinds = ["carried", "deferred"] as const;
export type WaitKind = (typeof waitKinds)[number];

/** The line of an earlier statement that an amount comes from, or that is taken back. */
export interface Waited {
  readonly kind: WaitKind | "earned-back";
  /** Label of the settlement period that it was first owed in, and the id of its line there. */
  readonly period: string;
  readonly line: string;
  /** As it was issued last: with its claim. */
  readonly last: Line;
}

interface Found extends Waited {
  readonly kind: WaitKind;
  readonly minor: bigint;
  readonly shares: ReadonlyMap<string, Omit<Allocation, "key">>;
}

/**
 * What the statement of the period before owes and did not pay, each as a line of its own (32). The
 * revisions of that statement add up; one that is missing is asked for where a rule needs it (38).
 */
export function waitingLines(
  plan: Plan,
  period: Period,
  { history, issues }: { readonly history: History; readonly issues: Issue[] },
): readonly DraftLine[] {
  const rules = waitingRules(plan);
  if (rules.length + history.statements.length === 0) return [];
  const [before] = periodsBefore(plan.settlement, period, 1, plan.effective.start);
  if (before === undefined) return [];
  const issued = history.statements.filter(({ key }) => key.period.label === before.label);
  if (issued.length === 0) {
    const missing = rules.map((rule) =>
      missingHistory(rule, `the statement of ${before.label}`, before),
    );
    issues.push(...missing);
    return [];
  }
  const found = new Map<string, Found>();
  for (const { lines } of issued)
    for (const line of lines)
      for (const kind of waitKinds) {
        const { period: first = before.label, line: id = line.id } = line.from ?? {};
        const key = `${id}#${kind}`;
        const held = found.get(key);
        const sum = plusWaiting(held, line, kind);
        if (sum !== undefined)
          found.set(key, { kind, period: first, line: id, last: line, ...sum });
      }
  return [...found]
    .filter(([, { minor }]) => minor > 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, one]) => draftOf(id, one, plan));
}

/** Whether the statement rests on earlier ones: a rule looks back, or something of theirs waited. */
export function restsOnHistory(plan: Plan, lines: readonly DraftLine[]): boolean {
  return looksBack(plan) || lines.some(({ waited }) => waited !== undefined);
}

/** The names of the rules by which amounts wait: of caps, then of credits. */
export function waitingRules({ caps, commitments }: Pick<Plan, "caps" | "commitments">): string[] {
  const rules: string[] = [];
  for (const { id, excess } of caps) if (excess === "carried") rules.push(id);
  for (const { credits } of commitments)
    for (const { id, minimum } of credits) if (minimum?.under === "deferred") rules.push(id);
  return rules;
}

function plusWaiting(
  held: Found | undefined,
  line: Line,
  kind: WaitKind,
): Pick<Found, "minor" | "shares"> | undefined {
  const { minor = 0, shares: own = [] } = line[kind] ?? {};
  if (held === undefined && line[kind] === undefined) return undefined;
  const shares = new Map(held?.shares);
  for (const share of own) {
    const key = shareKey(share);
    const sum = (shares.get(key)?.minor ?? 0) + share.minor;
    shares.set(key, { ...share, minor: sum });
  }
  return { minor: (held?.minor ?? 0n) + BigInt(minor), shares };
}

const reasons: Readonly<Record<WaitKind, string>> = {
  carried: "over a cap, carried",
  deferred: "less than is paid, deferred",
};

function draftOf(id: string, { minor, shares, ...waited }: Found, plan: Plan): DraftLine {
  const { last, kind, period } = waited;
  const { places } = plan.currency;
  const named = creditOfLine(last);
  const credit = plan.commitments
    .find(({ id: commitment }) => commitment === named.commitment)
    ?.credits.find((one) => one.id === named.credit);
  return {
    id,
    result: last.result,
    ...named,
    clause: last.clause,
    exact: amountOf(minor, places),
    minor,
    weight: weightOf(minor, plan),
    parts: [],
    steps: [
      {
        op: "issued",
        clause: last.clause,
        in: `${reasons[kind]} since ${period}`,
        out: textOf(minor, places),
      },
    ],
    charges: weighed(
      [...shares.values()]
        .filter((share) => share.minor !== 0)
        .map((share) => ({ ...share, amount: wholeRatio(share.minor) })),
    ),
    wholeOfPart: [],
    records: [],
    minimum: credit?.minimum,
    payout: last.payout,
    inKind: [],
    rights: [],
    most: undefined,
    waits: { carried: 0n, deferred: 0n },
    waited,
    earnBack: undefined,
  };
}
