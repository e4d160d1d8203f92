import { accepted, type Result, refused } from "./base/result.ts";
import { suggest } from "./base/suggest.ts";
import { type ParsedContract, safeParseContract } from "./contract.ts";
import type { ExplainOptions, Explanation } from "./explain.ts";
import { grantedFacts } from "./explain-granted.ts";
import { factsOf, unknown } from "./explain-known.ts";
import { explainTerm } from "./explain-term.ts";
import type { Records } from "./model/records.ts";
import type { Line, Statement, StatementResult } from "./model/statement.ts";
import type { Fact } from "./model/step.ts";
import { safeParseRecords } from "./records.ts";
import { customersIn, withCustomers } from "./rules/customers.ts";
import { attributionFacts, keepingFacts, partFacts, recordsIn } from "./rules/evidence-facts.ts";
import { knownRecords } from "./rules/known-records.ts";
import { listIn } from "./rules/plain-terms.ts";
import { notesOf, restOf } from "./rules/record-notes.ts";
import { storyOf } from "./rules/record-story.ts";
import type { Instant } from "./time/instant.ts";
import { formatInstant, parseStamp, stampMs } from "./time/stamp.ts";

/** What one record did, from the statement alone or from the records that it was made from. */
export function explainRecord(
  statement: Statement,
  id: string,
  { rows, issued = [] }: ExplainOptions,
): Result<Explanation> {
  if (rows !== undefined) return explainFromRows(statement, id, rows, issued);
  const facts = evidenceOf(statement, id);
  if (facts.length > 0) return accepted({ kind: "record", id, steps: [], facts });
  const term = explainTerm(statement, id);
  if (term !== undefined) return accepted(term);
  const near = suggest(id, recordsIn(statement));
  const like = near === undefined ? "" : `; a record like it is ${near}`;
  return accepted({
    kind: "record",
    id,
    steps: [],
    facts: [{ record: id, clause: "", effect: `${standsNowhere}${like}` }],
    unnamed: "yes",
  });
}

/** What the rows of evidence and the lines say of a record. */
function evidenceOf(statement: Statement, id: string): readonly Fact[] {
  return [
    ...statement.results.flatMap((result) =>
      [
        ...factsOf(statement, result),
        ...attributionFacts(statement.evidence, result),
        ...keepingFacts(statement.evidence, result),
      ]
        .filter(({ record }) => isOf(record, id))
        .map((fact) => withResult(fact, result)),
    ),
    ...statement.lines.flatMap((line: Line) =>
      partFacts(line)
        .filter(({ record }) => isOf(record, id))
        .map((fact) => ({ ...fact, effect: `${line.id}: ${fact.effect}` })),
    ),
    ...statement.lines.flatMap((line) => claimFacts(line, id)),
  ];
}

/** Of everything that a statement has a name for, the one that was probably meant. */
export function nameLike(statement: Statement, id: string): string | undefined {
  const { lines, results, caps, terms } = statement;
  return suggest(id, [
    ...results.flatMap((result) => [result.id, result.commitment]),
    ...[...lines, ...caps].map((one) => one.id),
    ...listIn(Object(terms.contract).exclusions).map((one) => String(one.id)),
    ...recordsIn(statement),
  ]);
}

const standsNowhere =
  "stands nowhere in this statement (a ticket that was met, a record outside the period or after asOf, or none of its records: the records can tell)";

/** Reads contract and records again, so that a met ticket too can be followed to its due. */
function explainFromRows(
  statement: Statement,
  id: string,
  rows: Iterable<unknown>,
  issued: readonly Statement[],
): Result<Explanation> {
  const contract = safeParseContract(statement.terms.contract);
  if (!contract.ok) return contract;
  const records = safeParseRecords(rows, contract.value);
  if (!records.ok) return records;
  return safeExplainFrom(statement, id, {
    contract: contract.value,
    records: records.value,
    issued,
  });
}

/** The contract of a statement and its records, of which the one that is asked about was kept. */
export interface ReadAgain {
  readonly contract: ParsedContract;
  readonly records: Records;
  readonly issued?: readonly Statement[];
}

/** What a record did, of a statement that `safeExplain` has taken, from records that were read. */
export function safeExplainFrom(
  statement: Statement,
  id: string,
  { contract, records, issued = [] }: ReadAgain,
): Result<Explanation> {
  const { sum } = records.digest;
  if (sum !== statement.manifest.digest.sum) {
    return refused([
      {
        code: "explain.other-records",
        path: ["rows"],
        message: "these are not the records that the statement was made from",
        hint: "give the same files as for settle",
        value: sum,
      },
    ]);
  }
  const asOf = parseStamp(statement.asOf, ["asOf"]);
  if (!asOf.ok) return asOf;
  const known = knownRecords(records, asOf.value);
  const named = new Set(
    statement.results.flatMap((result) =>
      [...factsOf(statement, result), ...keepingFacts(statement.evidence, result)].map(
        ({ record }) => `${result.commitment} ${record}`,
      ),
    ),
  );
  const plan = withCustomers(contract.plan, (service) => customersIn(known, service));
  const told = storyOf(id, known, plan, statement.results, asOf.value);
  const asked = {
    id,
    records,
    known,
    results: statement.results,
    commitments: plan.commitments,
    label: statement.key.period.label,
    asOf: asOf.value,
  };
  const own = [
    ...notesOf(asked),
    ...evidenceOf(statement, id),
    ...told
      .filter(({ commitment, fact }) => !named.has(`${commitment} ${fact.record}`))
      .map(({ fact }) => fact),
    ...grantedFacts(statement, id, contract, records, issued),
  ];
  const all = own.length > 0 ? own : restOf(asked);
  if (all.length > 0) return accepted({ kind: "record", id, steps: [], facts: all });
  const term = explainTerm(statement, id);
  return term === undefined ? unknown("record", id, idsOf(records)) : accepted(term);
}

const kept = [
  "outages",
  "maintenance",
  "attributions",
  "tickets",
  "events",
  "claims",
  "coverage",
  "facts",
  "corrections",
  "charges",
] as const satisfies readonly (keyof Records)[];

function idsOf(records: Records): readonly string[] {
  const own = kept.flatMap((type): readonly { readonly id: string }[] => records[type]);
  const series = [...records.states, ...records.samples, ...records.buckets];
  return [
    ...own.map(({ id }) => id),
    ...series.flatMap(({ ids }) => [...(ids?.values() ?? [])]),
    ...(records.folded?.names ?? []),
  ];
}

/** A record itself, a further cycle or one of several clocks: "T-12#2@resolution" is of T-12. */
function isOf(record: string, id: string): boolean {
  return (
    record.startsWith(id) && /^(?:#\d+)?(?:@[\p{L}\p{N}._-]+)?$/u.test(record.slice(id.length))
  );
}

function withResult(fact: Fact, { id }: StatementResult): Fact {
  return { ...fact, effect: `${id}: ${fact.effect}` };
}

/** A claim by its line; the claims of a statement stand nowhere else. */
function claimFacts(
  { id: line, claim, clause, status, amount }: Line,
  id: string,
): readonly Fact[] {
  if (claim === undefined) return [];
  const { stages } = claim;
  if (stages !== undefined)
    return stages
      .filter(({ record }) => record === id)
      .map(({ what, madeAt = "", state, until, lastDate }) => {
        const by = lastDate ?? formatInstant((stampMs(until) - 1) as Instant);
        const how = state === "made" ? "in time" : "too late";
        return {
          record: id,
          clause,
          effect: `${line}: ${what} made at ${madeAt}, due by ${by}: ${how}; ${amount} ${status}`,
        };
      });
  if (claim.record !== id) return [];
  const effect = `${line}: claimed at ${claim.claimedAt ?? ""}, of which the last day is ${claim.lastDate}; ${amount} ${status}`;
  return [{ record: id, clause, effect }];
}
