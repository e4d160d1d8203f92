import type { JsonValue } from "./base/canonical-json.ts";
import { present } from "./base/invariant.ts";
import { ONE, type Ratio, ratio } from "./base/ratio.ts";
import { accepted, type Issue, type Result, refused, unwrap } from "./base/result.ts";
import type { ParsedContract } from "./contract.ts";
import { guardStatement } from "./core/guards.ts";
import type { Records } from "./model/records.ts";
import type { Assumption, Statement } from "./model/statement.ts";
import { assemble, isSealed } from "./rules/assemble.ts";
import type { BaseFacts } from "./rules/base-amount.ts";
import { claimMade } from "./rules/claim-made.ts";
import { customersIn, customersTaken, withCustomers } from "./rules/customers.ts";
import { eventsIn } from "./rules/events.ts";
import type { Owing } from "./rules/exact-lines.ts";
import { finishLines } from "./rules/finish-lines.ts";
import { historyOf } from "./rules/history.ts";
import type { Context, JudgedResult } from "./rules/judged-result.ts";
import { judgedResults } from "./rules/judged-results.ts";
import { type KnownRecords, knownRecords } from "./rules/known-records.ts";
import { draftLines } from "./rules/lines.ts";
import { manifestOf } from "./rules/manifest.ts";
import { distinctIssues } from "./rules/never-due.ts";
import type { CommitmentPlan, Plan } from "./rules/plan.ts";
import { type JudgeAgain, rootsAlone } from "./rules/root-cause.ts";
import type { ScopeUnit } from "./rules/scope-plan.ts";
import { tooManyUpdates } from "./rules/too-many-updates.ts";
import { isMissed } from "./rules/verdict.ts";
import { joinedSpan } from "./rules/versions.ts";
import { restsOnHistory } from "./rules/waiting.ts";
import { waitsAfterTerm } from "./rules/waiting-at-end.ts";
import { isStatement } from "./schema/statement-input.ts";
import { misuse, readCall } from "./settle-call.ts";
import type { Instant } from "./time/instant.ts";
import type { Period } from "./time/period.ts";
import { formatInstant } from "./time/stamp.ts";

/** Raised with every change to a computed amount; the changelog says which, under "Figures". */
export const FIGURES = 1;
export const ENGINE = "makegood 0.1.0";

export interface SettleInput {
  /** From `parseContract`. */
  readonly contract: ParsedContract;
  /** From `parseRecords`, checked against the same contract. */
  readonly records: Records;
  /** Label of a settlement period: "2026-10" for a month, "2026-Q4" for a quarter. */
  readonly period: string;
  /**
   * What is known: what begins at this instant or later is not used, nor what was recorded after it.
   * RFC 3339, epoch ms or Date.
   */
  readonly asOf: string | number | Date;
  /** Set when `asOf` was not chosen by the user: the statement lists it as an assumption (15). */
  readonly assumedAsOf?: boolean;
  /** Statements that were issued before. A closed period among them is restated, not settled again. */
  readonly issued?: readonly Statement[];
  /** Versions of runtime and zone rules; kept outside the hash of the result (39). */
  readonly producedBy?: Readonly<Record<string, string>>;
}

/**
 * Computes what a contract owes for one settlement period.
 *
 * @returns The statement (statement/1, plain JSON), or every problem with the call.
 * @throws {InvariantError} When the statement does not check out against itself: a bug here.
 * @example
 * const statement = settle({ contract, records, period: "2026-10", asOf: "2026-11-05T00:00:00Z" });
 */
export function safeSettle(input: SettleInput): Result<Statement> {
  return safeSettleGranting(input, new Set());
}

/**
 * What if: the statement with exclusions granted that their conditions reject, each as "rule record".
 * Never issued.
 */
export function safeSettleGranting(
  input: SettleInput,
  granted: ReadonlySet<string>,
): Result<Statement> {
  const call = readCall(input);
  if (!call.ok) return call;
  const { period } = call.value;
  const issued: unknown = input.issued ?? [];
  if (!Array.isArray(issued) || ![...issued].every(isStatement))
    return refused([
      misuse("issued", issued, "give the statements that were issued", "settle.not-a-statement"),
    ]);
  const foreign = issued.flatMap((statement, index) =>
    issuedIssues(statement, index, input.contract),
  );
  if (foreign.length > 0) return refused(foreign);
  const already = issued.find(
    ({ key, state }) =>
      state === "final" &&
      key.contract === input.contract.terms.id &&
      key.period.label === period.label,
  );
  if (already === undefined)
    return statementOf({
      contract: input.contract,
      records: input.records,
      period,
      asOf: call.value.asOf,
      issued: [],
      history: issued,
      revision: 0,
      granted,
      ...(input.assumedAsOf !== undefined && { assumedAsOf: input.assumedAsOf }),
      ...(input.producedBy !== undefined && { producedBy: input.producedBy }),
    });
  const message = `the period ${period.label} was issued, with revision ${already.revision}`;
  const hint = "use restate: a closed statement never changes, a revision holds the differences";
  return refused([
    { code: "settle.already-issued", path: ["issued"], message, hint, value: period.label },
  ]);
}

/** A statement vouches for a closed period only as it was issued, and for its own contract. */
function issuedIssues(statement: Statement, index: number, { terms }: ParsedContract): Issue[] {
  const { key, hashes } = statement;
  const issue = (value: string, hint: string, code: string): Issue => ({
    ...misuse("issued", value, hint, code),
    path: ["issued", index],
  });
  if (key.contract !== terms.id || key.currency !== terms.currency) {
    const hint = `give statements of ${terms.id} in ${terms.currency}`;
    return [issue(`${key.contract} ${key.currency}`, hint, "settle.another-contract")];
  }
  const hint = "the statement is not as it was issued: restore the original file";
  return isSealed(statement) ? [] : [issue(hashes.result, hint, "settle.tampered")];
}

/** Like `safeSettle`; throws a `RefusedError` with the issues. */
export function settle(input: SettleInput): Statement {
  return unwrap(safeSettle(input));
}

export interface SettlementCall {
  readonly contract: ParsedContract;
  readonly records: Records;
  readonly period: Period;
  readonly asOf: Instant;
  readonly assumedAsOf?: boolean;
  readonly revision: number;
  /** Issued statements of the period itself that the result rests on. */
  readonly issued?: readonly Statement[];
  /** Issued statements of earlier periods, for rules that look back (38). */
  readonly history?: readonly Statement[];
  readonly producedBy?: Readonly<Record<string, string>>;
  /** "rule record": exclusions granted against their conditions, for what-if. */
  readonly granted?: ReadonlySet<string>;
}

/** The pipeline on one screen: known records → results → money → statement. */
export function statementOf(call: SettlementCall): Result<Statement> {
  const { contract, records, period, asOf, revision, history: earlier = [] } = call;
  const known = knownRecords(records, asOf);
  const plan = withCustomers(contract.plan, (service) => customersIn(known, service));
  const flooded = tooManyUpdates(plan, known, asOf);
  if (flooded.length > 0) return refused(flooded);
  const judged = judgedResults(plan, known, period, asOf, call.granted, earlier);
  const noResults = distinctIssues(judged.flatMap(({ issues }) => issues ?? []));
  if (noResults.length > 0) return refused(noResults);
  const history = historyOf(
    earlier,
    judged.map(({ result }) => result),
    { claims: known.claims, asOf },
  );
  const again: JudgeAgain = (part, rest) =>
    judgedResults(part, rest, period, asOf, call.granted, earlier);
  const aloneOf = rootsAlone(plan, known, again);
  const owing = judged
    .filter(({ owes }) => owes)
    .map((one) => owingOf(one, aloneOf(one), { plan, known, settlement: period, asOf }));
  const drafts = draftLines(owing, plan, factsOf(period, { services: [] }, plan.effective, known), {
    history,
    claimed: claimedIn(known, period),
    eventOf: eventsIn(plan, known, judged),
  });
  const tooLarge = drafts.lines.find(({ minor }) => minor > BigInt(Number.MAX_SAFE_INTEGER));
  if (tooLarge !== undefined) return refused([amountTooLarge(tooLarge.id)]);
  if (drafts.issues.length > 0) return refused(drafts.issues);
  const isFinal = Math.min(period.end, plan.effective.end) <= asOf;
  const finished = finishLines(drafts.lines, {
    plan,
    period,
    judged,
    claims: known.claims,
    outages: known.outages,
    asOf,
    isFinal,
    revision,
  });
  const statement = assemble({
    figures: FIGURES,
    plan,
    terms: { hash: contract.hash, contract: contract.terms as unknown as JsonValue },
    warnings: [
      ...contract.warnings,
      ...records.warnings,
      ...waitsAfterTerm(finished.lines, plan, period),
    ],
    period,
    asOf,
    revision,
    isFinal,
    judged,
    lines: finished.lines,
    caps: drafts.caps,
    assumptions: [
      ...contract.assumptions,
      ...judged.flatMap(({ assumptions }) => assumptions),
      ...finished.assumptions,
      ...drafts.lines.flatMap(({ assumptions = [] }) => assumptions),
      ...callAssumptions(
        call,
        plan,
        drafts.lines.flatMap(({ wholeOfPart }) => wholeOfPart),
      ),
    ],
    assumed: contract.assumptions,
    manifest: manifestOf({
      records,
      known,
      judged,
      period,
      asOf,
      plan,
      claimsUsed: [...finished.claimsUsed, ...drafts.lines.flatMap((line) => line.records)],
      claimsEnd: finished.claimsEnd,
      issued: [
        ...(earlier.length > 0 && restsOnHistory(plan, drafts.lines) ? earlier : []),
        ...(call.issued ?? []),
      ],
    }),
    producedBy: { engine: ENGINE, ...call.producedBy },
  });
  guardStatement(statement, plan.currency.places);
  return accepted(statement);
}

/** A period that still runs owes what it would owe if it ended now; its lines are provisional. */
function owingOf(
  judged: JudgedResult,
  alone: Owing["alone"],
  { plan, known, settlement, asOf }: Omit<Context, "granted">,
): Owing {
  const { id, commitment, measured, period, unit } = judged;
  const terms = present(plan.claims.get(commitment.id), "each commitment has its claim");
  return {
    id,
    commitment,
    measured,
    isBreached: isMissed(commitment, measured),
    claims: judged.result.misses.claims,
    unit: unit.name,
    facts: factsOf(period, unit, termOf(commitment, plan), known),
    alone,
    madeAt: claimMade(judged, {
      terms,
      settlement,
      claims: known.claims,
      outages: known.outages,
      asOf,
    }),
  };
}

/** A part of a period under terms of its own has a part of the fee; cycles are of no stretch (37). */
function termOf({ measure, inForce }: CommitmentPlan, { effective }: Plan): Covering {
  return measure.facts === "cycles" ? effective : joinedSpan(inForce);
}

type Covering = BaseFacts["covering"];

/** How far the terms cover the period: the fee of a part may be the fee of the whole (5). */
function factsOf(
  period: Period,
  { services, resource }: Pick<ScopeUnit, "services" | "resource">,
  { start, end }: Covering,
  { charges, facts }: KnownRecords,
): BaseFacts {
  const coveredMs = Math.min(period.end, end) - Math.max(period.start, start);
  return {
    period,
    services,
    covered: partOf(Math.max(0, coveredMs), period.end - period.start),
    covering: { start, end },
    charges,
    facts,
    ...(resource === undefined ? {} : { resource }),
  };
}

function partOf(ms: number, wholeMs: number): Ratio {
  return ms === wholeMs ? ONE : ratio(BigInt(ms), BigInt(wholeMs));
}

/** The commitments that claims for the period name: what the customer elects (32). */
function claimedIn({ claims }: KnownRecords, { label }: Period): ReadonlySet<string> {
  return new Set(
    claims.flatMap(({ period, stage, commitment }) =>
      period === label && stage === "claim" && commitment !== undefined ? [commitment] : [],
    ),
  );
}

function callAssumptions(
  { assumedAsOf, asOf, contract }: SettlementCall,
  plan: Plan,
  wholeOfPart: readonly string[],
): Assumption[] {
  const charges = [...new Set(wholeOfPart)].sort().map((charge): Assumption => {
    const service = contract.plan.charges.get(charge)?.service ?? "";
    return {
      path: `services.${service}.charges.${charge}.partialPeriod`,
      used: "whole",
      semantics: 5,
    };
  });
  return [
    ...(assumedAsOf === true ? [{ path: "asOf", used: formatInstant(asOf), semantics: 15 }] : []),
    ...charges,
    ...customersTaken(plan),
  ];
}

function amountTooLarge(line: string): Issue {
  const message = `the line ${line} is larger than ${Number.MAX_SAFE_INTEGER} minor units`;
  return {
    code: "settle.amount-too-large",
    path: ["contract"],
    message,
    hint: "check the amounts of the contract",
    value: line,
  };
}
