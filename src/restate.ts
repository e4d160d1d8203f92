import { accepted, type Issue, type Result, refused, shown, unwrap } from "./base/result.ts";
import type { ParsedContract } from "./contract.ts";
import { guardStatement } from "./core/guards.ts";
import type { Records } from "./model/records.ts";
import type { Correction, Statement } from "./model/statement.ts";
import { resultHash, seal, totalsOf } from "./rules/assemble.ts";
import { revisionLines } from "./rules/revision.ts";
import { readInstant } from "./schema/instant-input.ts";
import { isStatement } from "./schema/statement-input.ts";
import { FIGURES, statementOf } from "./settle.ts";
import { checkParsed } from "./settle-call.ts";
import type { Instant } from "./time/instant.ts";
import { type Period, parsePeriod } from "./time/period.ts";
import { formatInstant, parseStamp } from "./time/stamp.ts";

export interface RestateInput {
  /** Every revision of one period that was issued, in any order; checked by hash first. */
  readonly issued: readonly Statement[];
  readonly contract: ParsedContract;
  readonly records: Records;
  readonly asOf: string | number | Date;
  /** Statements of earlier periods, all revisions, where the contract has rules that look back. */
  readonly history?: readonly Statement[];
  /** Restate a statement that another version of the engine computed with other figures (38). */
  readonly acceptFigures?: boolean;
  readonly producedBy?: Readonly<Record<string, string>>;
}

/**
 * Computes a closed period again with today's data and gives only what differs: a revision whose
 * lines are the differences, each naming what it corrects and why. The issued statements stay as
 * they are (semantics 38, promise 4).
 *
 * @returns The revision; undefined when nothing differs; or every problem.
 * @example
 * const revision = restate({ issued: [statement], contract, records: later, asOf: "2026-11-20T00:00:00Z" });
 */
export function safeRestate(input: RestateInput): Result<Statement | undefined> {
  const parsed = checkParsed(input);
  if (!parsed.ok) return parsed;
  const issued = checkIssued(input);
  if (!issued.ok) return issued;
  const { chain, period, asOf } = issued.value;
  const { plan } = input.contract;
  const { producedBy } = input;
  const revision = chain.length;
  const fresh = statementOf({
    contract: input.contract,
    records: input.records,
    period,
    asOf,
    revision,
    issued: chain,
    history: input.history ?? [],
    ...(producedBy === undefined ? {} : { producedBy }),
  });
  if (!fresh.ok) return fresh;
  const lines = revisionLines(chain, fresh.value, {
    plan,
    period,
    revision,
    because: reasonsOf(chain, fresh.value),
  });
  if (lines.length === 0) return accepted(undefined);
  const statement = seal({ ...fresh.value, lines, totals: totalsOf(lines, plan.currency.places) });
  guardStatement(statement, plan.currency.places);
  return accepted(statement);
}

/** Like `safeRestate`; throws a `RefusedError` with the issues. */
export function restate(input: RestateInput): Statement | undefined {
  return unwrap(safeRestate(input));
}

interface Checked {
  readonly chain: readonly Statement[];
  readonly period: Period;
  readonly asOf: Instant;
}

function checkIssued({
  issued,
  history,
  contract,
  asOf,
  acceptFigures,
}: RestateInput): Result<Checked> {
  if (!Array.isArray(issued) || issued.length === 0)
    return refused([
      issue(
        "restate.nothing-issued",
        ["issued"],
        issued,
        "give the statements that were issued for the period",
      ),
    ]);
  const issues = [
    ...issued.flatMap((statement, index) => issuedIssues(statement, index, contract)),
    ...historyIssues(history, contract),
  ];
  if (issues.length > 0) return refused(issues);
  const chain = [...issued].sort((a, b) => a.revision - b.revision);
  const [first] = chain;
  if (first === undefined)
    return refused([
      issue("restate.nothing-issued", ["issued"], issued, "give the statements that were issued"),
    ]);
  issues.push(...chainIssues(chain, first, acceptFigures === true));
  const { plan } = contract;
  const period = parsePeriod(first.key.period.label, plan.settlement, plan.zone, [
    "issued",
    0,
    "key",
    "period",
    "label",
  ]);
  const instant = readInstant(asOf, ["asOf"]);
  const last = parseStamp(chain.at(-1)?.asOf ?? "", ["issued"]);
  if (!period.ok) issues.push(...period.issues);
  if (!instant.ok) issues.push(...instant.issues);
  if (!last.ok) issues.push(...last.issues);
  if (instant.ok && last.ok && instant.value < last.value)
    issues.push(
      issue("restate.as-of-before-issued", ["asOf"], asOf, `use ${chain.at(-1)?.asOf} or later`),
    );
  if (period.ok) issues.push(...boundsIssues(first, period.value));
  if (issues.length > 0 || !period.ok || !instant.ok) return refused(issues);
  return accepted({ chain, period: period.value, asOf: instant.value });
}

/** Earlier statements vouch for their periods only as they were issued. */
function historyIssues(history: unknown, contract: ParsedContract): Issue[] {
  if (history === undefined) return [];
  if (!Array.isArray(history))
    return [issue("restate.not-a-statement", ["history"], history, "give a list of statements/1")];
  return history.flatMap((statement: unknown, index) =>
    issuedIssues(statement, index, contract).map((one) => ({
      ...one,
      path: ["history", ...one.path.slice(1)],
    })),
  );
}

function issuedIssues(statement: unknown, index: number, contract: ParsedContract): Issue[] {
  const path = ["issued", index];
  if (!isStatement(statement))
    return [
      issue("restate.not-a-statement", path, statement, "give a statement/1 as it was issued"),
    ];
  const { key, hashes } = statement;
  if (key.contract !== contract.terms.id || key.currency !== contract.terms.currency) {
    return [
      issue(
        "restate.another-contract",
        [...path, "key"],
        `${key.contract} ${key.currency}`,
        `give statements of ${contract.terms.id} in ${contract.terms.currency}`,
      ),
    ];
  }
  if (statement.state !== "final")
    return [
      issue(
        "restate.not-final",
        [...path, "state"],
        statement.state,
        "a provisional statement closes nothing and pays nothing: settle the period again",
      ),
    ];
  if (hashOfResult(statement) !== hashes.result)
    return [
      issue(
        "restate.tampered",
        [...path, "hashes", "result"],
        hashes.result,
        "the statement is not as it was issued: restore the original file",
      ),
    ];
  return [];
}

/** The hash of what stands there; undefined where it is no plain JSON. */
function hashOfResult(statement: Statement): string | undefined {
  try {
    return resultHash(statement);
  } catch {
    return undefined;
  }
}

function chainIssues(
  chain: readonly Statement[],
  first: Statement,
  acceptFigures: boolean,
): Issue[] {
  const { period } = first.key;
  const other = chain.find(
    ({ key }) =>
      key.period.label !== period.label ||
      key.period.from !== period.from ||
      key.period.until !== period.until,
  );
  if (other !== undefined)
    return [
      issue(
        "restate.another-period",
        ["issued"],
        other.key.period.label,
        `restate one period at a time: ${period.label}`,
      ),
    ];
  const gap = chain.findIndex(({ revision }, index) => revision !== index);
  if (gap !== -1)
    return [
      issue(
        "restate.revision-gap",
        ["issued"],
        chain.map(({ revision }) => revision).join(", "),
        `give every revision from 0 on once; ${gap} is missing or stands twice`,
      ),
    ];
  const foreign = chain.find(({ figures }) => figures !== FIGURES);
  if (foreign === undefined || acceptFigures) return [];
  return [
    issue(
      "restate.other-figures",
      ["issued"],
      foreign.figures,
      `the engine now computes figures ${FIGURES}; the difference may come from it alone: say acceptFigures to go on`,
    ),
  ];
}

/** The contract of today must mean the same stretch of time by the label of the period. */
function boundsIssues({ key: { period } }: Statement, { start, end, zone }: Period): Issue[] {
  const [from, until] = [formatInstant(start), formatInstant(end)];
  if (period.from === from && period.until === until && period.zone === zone) return [];
  const found = `${period.label} from ${period.from} to ${period.until} (${period.zone})`;
  const hint = `the contract now reads ${period.label} as ${from} to ${until} (${zone}): restate with the zone and period that it was issued under`;
  return [issue("restate.other-bounds", ["contract", "timeZone"], found, hint)];
}

/** What changed since the last issue (38). */
function reasonsOf(chain: readonly Statement[], fresh: Statement): Correction["because"] {
  const last = chain.at(-1);
  const reasons: Correction["because"][number][] = [];
  if (last?.manifest.digest.sum !== fresh.manifest.digest.sum) reasons.push("records");
  if (last?.terms.hash !== fresh.terms.hash) reasons.push("terms");
  if (last?.figures !== fresh.figures) reasons.push("engine");
  return reasons.length > 0 ? reasons : ["time"];
}

function issue(code: string, path: Issue["path"], value: unknown, hint: string): Issue {
  return { code, path, message: `cannot restate with ${shown(value)}`, hint, value: shown(value) };
}
