import { parseExact } from "../base/ratio.ts";
import type { Issue } from "../base/result.ts";
import { keeps } from "../core/judge.ts";
import type { Measured } from "../model/measured.ts";
import type { MissClaim } from "../model/statement.ts";
import type { Step } from "../model/step.ts";
import type { Instant } from "../time/instant.ts";
import { type Period, periodAt } from "../time/period.ts";
import { knownZone } from "../time/zone.ts";
import {
  type History,
  missingHistory,
  type PastResult,
  pastResult,
  periodsBefore,
} from "./history.ts";
import { claimedIn } from "./miss-claims.ts";
import type { Bound, CommitmentPlan, CreditPlan, LimbPlan } from "./plan.ts";

/** A result with what a rule that looks back needs of it (36). */
export interface LookBack {
  readonly line: string;
  readonly commitment: CommitmentPlan;
  readonly unit: string;
  readonly period: Period;
  readonly measured: Measured;
  readonly isBreached: boolean;
  /** How each miss is claimed; undefined where no claim is asked for, or nobody counts them. */
  readonly claims: readonly MissClaim[] | undefined;
  readonly history: History;
  readonly effectiveStart: Instant;
}

/** A period by whether it failed, newest first; the first is the judged one. */
interface Judged {
  readonly label: string;
  readonly failed: boolean;
}

export interface Found {
  readonly holds: boolean;
  readonly steps: readonly Step[];
  readonly issues: readonly Issue[];
  /** Records of earlier periods that it rests on: "claim:" and the id. */
  readonly records?: readonly string[];
}

/** Whether any limb of a chronic failure holds at the end of this period (36). */
function chronicFailure(limbs: readonly LimbPlan[], clause: string, facts: LookBack): Found {
  const issues: Issue[] = [];
  for (const limb of limbs) {
    const found = limbHolds(limb, clause, facts);
    if (found.holds) return { ...found, issues: [] };
    issues.push(...found.issues);
  }
  return { holds: false, steps: [], issues };
}

function limbHolds(limb: LimbPlan, clause: string, facts: LookBack): Found {
  const own = fails(limb, facts);
  const no: Found = { holds: false, steps: [], issues: [] };
  const step = (text: string, out: string): Step => ({ op: "history", clause, in: text, out });
  switch (limb.limb) {
    case "extreme":
      return own ? { holds: true, steps: [step("this period alone", "holds")], issues: [] } : no;
    case "events": {
      const { count, issues, where, records } = eventsIn(limb, facts);
      if (count < limb.n) return { ...no, issues };
      const what = limb.onlyClaimed ? "claimed events" : "events";
      const steps = [step(`${count} ${what}${where}, at least ${limb.n}`, "holds")];
      return { holds: true, steps, issues: [], records };
    }
    case "consecutive": {
      if (!own) return no;
      const { judged, issues } = window(limb, facts, limb.n, own);
      const holds = judged.length === limb.n && judged.every(({ failed }) => failed);
      if (!holds) return { ...no, issues: judged.every(({ failed }) => failed) ? issues : [] };
      const labels = judged.map(({ label }) => label).join(", ");
      return { holds, steps: [step(`${limb.n} in a row failed: ${labels}`, "holds")], issues: [] };
    }
    case "missed": {
      if (!own) return no;
      const { judged, issues } = window(limb, facts, limb.of, own);
      const failed = judged.filter((one) => one.failed);
      const text = `${failed.length} of ${limb.of} failed: ${failed.map(({ label }) => label).join(", ")}`;
      if (failed.length >= limb.n) return { holds: true, steps: [step(text, "holds")], issues: [] };
      return failed.length + issues.length >= limb.n ? { ...no, issues } : no;
    }
  }
}

/**
 * The misses of this period, and of a longer one up to it; one that spans two periods is one. A
 * period without any adds none to those that were counted before.
 */
function eventsIn(
  { per, onlyClaimed }: Extract<LimbPlan, { readonly limb: "events" }>,
  { line, commitment, unit, period, measured, claims, history, effectiveStart }: LookBack,
): {
  readonly count: number;
  readonly where: string;
  readonly issues: readonly Issue[];
  readonly records: readonly string[];
} {
  const asked = onlyClaimed ? claims : undefined;
  const own = asked === undefined ? measured.misses.map(({ id }) => id) : claimedIn(asked);
  const ids = new Set(own);
  const issues: Issue[] = [];
  const records: string[] = [];
  if (per === undefined || ids.size === 0) return { count: ids.size, where: "", issues, records };
  const whole = periodAt(per, knownZone(period.zone), period.start);
  const start = Math.max(whole.start, effectiveStart) as Instant;
  for (const before of periodsBefore(commitment.period, period, Infinity, start)) {
    const past = pastResult(history.results, commitment, unit, before);
    if (past === undefined) {
      issues.push(missingHistory(line, `${commitment.id}/${unit}/${before.label}`, before));
      continue;
    }
    for (const id of asked === undefined ? past.result.misses.ids : claimedThen(past)) ids.add(id);
    if (asked !== undefined) records.push(...(past.now?.records ?? []));
  }
  return { count: ids.size, where: ` in ${whole.label}`, issues, records };
}

/** Of a statement that does not say it of each miss, all or none: as its lines were claimed. */
function claimedThen({ result, claimedInTime, now }: PastResult): readonly string[] {
  if (now !== undefined) return claimedIn(now.claims);
  return claimedInTime ? result.misses.ids : [];
}

/** By the how-manieth failed period among the last so many this one is; undefined: it did not fail. */
function failedAmong(
  of: number,
  facts: LookBack,
): { readonly nth: number | undefined; readonly issues: readonly Issue[]; readonly text: string } {
  if (!facts.isBreached) return { nth: undefined, issues: [], text: "" };
  const { judged, issues } = window({ failing: undefined, onlyClaimed: false }, facts, of, true);
  const failed = judged.filter((one) => one.failed);
  return { nth: failed.length, issues, text: failed.map(({ label }) => label).join(", ") };
}

/** Whether this period and those before it failed, so many in a row. */
export function failsInARow(n: number, clause: string, facts: LookBack): Found {
  const limb = { limb: "consecutive", n, failing: undefined, onlyClaimed: false } as const;
  return limbHolds(limb, clause, facts);
}

type Failing = Pick<LimbPlan, "failing" | "onlyClaimed">;

/** This period and those before it, up to so many; what no statement holds is an issue each. */
function window(
  failing: Failing,
  { line, commitment, unit, period, history, effectiveStart }: LookBack,
  count: number,
  own: boolean,
): { readonly judged: readonly Judged[]; readonly issues: readonly Issue[] } {
  const judged: Judged[] = [{ label: period.label, failed: own }];
  const issues: Issue[] = [];
  for (const before of periodsBefore(commitment.period, period, count - 1, effectiveStart)) {
    const past = pastResult(history.results, commitment, unit, before);
    if (past === undefined) {
      issues.push(missingHistory(line, `${commitment.id}/${unit}/${before.label}`, before));
      continue;
    }
    const { result, claimedInTime } = past;
    const figure = result.figure === null ? undefined : parseExact(result.figure.exact);
    const failed =
      failing.failing === undefined
        ? result.verdict === "breached"
        : figure !== undefined && keeps(figure, failing.failing);
    judged.push({ label: before.label, failed: failed && (!failing.onlyClaimed || claimedInTime) });
  }
  return { judged, issues };
}

/** A bound of `failing` says how a failed figure looks, not how a good one does. */
function fails({ failing }: { readonly failing: Bound | undefined }, facts: LookBack): boolean {
  const { figure } = facts.measured;
  if (failing === undefined) return facts.isBreached;
  return figure !== null && keeps(figure, failing);
}

/** Whether a credit is due at all, and by which number of failure (29, 36). */
export function dueNow(
  { when, among, clause }: CreditPlan,
  facts: LookBack,
): Found & { readonly nth?: number } {
  const due = isDue(when, clause, facts);
  if (!due.holds || among === undefined) return due;
  const { nth, issues, text } = failedAmong(among, facts);
  if (nth === undefined) return notHolding;
  const step: Step = {
    op: "history",
    clause,
    in: `failed of the last ${among}: ${text}`,
    out: String(nth),
  };
  return { holds: true, steps: [...due.steps, step], issues: [...due.issues, ...issues], nth };
}

const holding: Found = { holds: true, steps: [], issues: [] };
const notHolding: Found = { holds: false, steps: [], issues: [] };

function isDue(when: CreditPlan["when"], clause: string, facts: LookBack): Found {
  if (when === "always") return holding;
  if (when === "breached") return facts.isBreached ? holding : notHolding;
  return chronicFailure(when, clause, facts);
}
