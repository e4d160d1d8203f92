import type { Written } from "../base/canonical-bytes.ts";
import { canonicalJson, type JsonValue } from "../base/canonical-json.ts";
import { hashOf } from "../base/hash.ts";
import type { Issue } from "../base/result.ts";
import type {
  Assumption,
  CapUse,
  Evidence,
  Line,
  Manifest,
  Statement,
  StatementResult,
  Totals,
  Warning,
} from "../model/statement.ts";
import type { Instant } from "../time/instant.ts";
import type { Period } from "../time/period.ts";
import { formatInstant } from "../time/stamp.ts";
import { textOf } from "./caps.ts";
import { type JudgedResult, periodRef } from "./judged-result.ts";
import type { Plan } from "./plan.ts";
import { writtenOf } from "./written-terms.ts";

export interface Assembly {
  readonly figures: number;
  readonly plan: Plan;
  readonly terms: Statement["terms"];
  readonly warnings: readonly Issue[];
  readonly period: Period;
  readonly asOf: Instant;
  readonly revision: number;
  readonly isFinal: boolean;
  readonly judged: readonly JudgedResult[];
  readonly lines: readonly Line[];
  readonly caps: readonly CapUse[];
  readonly assumptions: readonly Assumption[];
  /** Those of the contract, which are the first of all. */
  readonly assumed: readonly Assumption[];
  readonly manifest: Manifest;
  readonly producedBy: Readonly<Record<string, string>>;
}

/** Puts the statement together and seals it with its hashes (39). */
export function assemble(parts: Assembly): Statement {
  const { plan, period, asOf, judged, lines, manifest } = parts;
  const input = hashOf(
    plainOf({
      contract: parts.terms.hash,
      digest: manifest.digest,
      period: period.label,
      asOf: formatInstant(asOf),
      revision: parts.revision,
      issued: manifest.issued,
    }),
  );
  const hashes = { input, result: "" };
  const statement: Statement = {
    makegood: "statement/1",
    figures: parts.figures,
    key: { contract: plan.id, period: periodRef(period), currency: plan.currency.code },
    revision: parts.revision,
    asOf: formatInstant(asOf),
    state: parts.isFinal ? "final" : "provisional",
    blockedBy: judged.flatMap(({ blockers }) => blockers),
    results: judged.map(({ result }): StatementResult => result),
    lines,
    caps: parts.caps,
    totals: totalsOf(lines, plan.currency.places),
    evidence: evidenceOf(judged),
    assumptions: unique(parts.assumptions, parts.assumed),
    warnings: parts.warnings.map(
      ({ code, path, message }): Warning => ({ code, path: path.join("."), message }),
    ),
    manifest,
    terms: parts.terms,
    hashes,
    producedBy: parts.producedBy,
  };
  const written = writtenOf(parts.terms.contract as object, parts.assumed);
  hashes.result = hashWith(statement, written);
  return statement;
}

/** The statement with the hash of all that it says but `producedBy` and the hash itself. */
export function seal(statement: Statement): Statement {
  return { ...statement, hashes: { ...statement.hashes, result: resultHash(statement) } };
}

export function resultHash(statement: Statement): string {
  return hashWith(statement, undefined);
}

/** @param terms What is known of its contract; nothing where the statement may have been altered. */
function hashWith(statement: Statement, terms: Written | undefined): string {
  const { producedBy: _, hashes, ...rest } = statement;
  // Where the spread stands in front, V8 makes a shape of its own for each object.
  return hashOf(plainOf({ hashes: { input: hashes.input }, ...rest }), terms);
}

/** Whether the statement says what it said when it was sealed. */
export function isSealed(statement: Statement): boolean {
  try {
    return resultHash(statement) === statement.hashes.result;
  } catch {
    // What has no canonical JSON was never sealed.
    return false;
  }
}

export function totalsOf(lines: readonly Line[], places: number): Totals {
  const total = (statuses: readonly Line["status"][]) =>
    textOf(
      lines.reduce(
        (sum, { status, minor }) =>
          statuses.length === 0 || statuses.includes(status) ? sum + BigInt(minor) : sum,
        0n,
      ),
      places,
    );
  return {
    automatic: total(["automatic"]),
    claimable: total(["claimable"]),
    forfeited: total(["forfeited"]),
    provisional: total(["provisional"]),
    lines: total([]),
  };
}

function evidenceOf(judged: readonly JudgedResult[]): Evidence {
  const corrections = judged.flatMap(({ evidence }) => evidence.corrections ?? []);
  const all = <Row>(rowsOf: (evidence: Evidence) => readonly Row[]): readonly Row[] => {
    const rows: Row[] = [];
    for (const { evidence } of judged) for (const row of rowsOf(evidence)) rows.push(row);
    return rows;
  };
  return {
    outages: all(({ outages }) => outages),
    excluded: all(({ excluded }) => excluded),
    rejected: all(({ rejected }) => rejected),
    notCounted: all(({ notCounted }) => notCounted),
    tickets: all(({ tickets }) => tickets),
    ...(corrections.length === 0 ? {} : { corrections }),
  };
}

/**
 * Several commitments may rest on one assumption about the records; those of the contract, with which
 * the list begins, are of one field each.
 */
function unique(
  assumptions: readonly Assumption[],
  assumed: readonly Assumption[],
): readonly Assumption[] {
  if (assumptions.length === assumed.length) return assumptions;
  const paths = new Set<string>();
  const again = new Set<string>();
  for (const { path } of assumptions) if (!isNew(paths, path)) again.add(path);
  if (again.size === 0) return assumptions;
  const seen = new Set<string>();
  // Most paths come once: only of the others it matters what was used.
  return assumptions.filter(
    (one) => !again.has(one.path) || isNew(seen, canonicalJson(plainOf(one))),
  );
}

function isNew(known: Set<string>, text: string): boolean {
  const before = known.size;
  return known.add(text).size > before;
}

/** Interfaces of plain data are JSON; TypeScript does not see it for want of an index signature. */
function plainOf(value: object): JsonValue {
  return value as unknown as JsonValue;
}
