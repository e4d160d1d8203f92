import type { JsonValue } from "./base/canonical-json.ts";
import { evaluate } from "./base/expression.ts";
import { hashOf } from "./base/hash.ts";
import { InvariantError } from "./base/invariant.ts";
import { equals, parseExact } from "./base/ratio.ts";
import {
  accepted,
  formatIssue,
  type Issue,
  type Result,
  refused,
  shown,
  unwrap,
} from "./base/result.ts";
import { type ParsedContract, safeParseContract } from "./contract.ts";
import { guardStatement } from "./core/guards.ts";
import type { Records } from "./model/records.ts";
import type { Assumption, Statement } from "./model/statement.ts";
import type { Step } from "./model/step.ts";
import type { Verification, VerifyCheck } from "./model/verification.ts";
import { safeParseRecords } from "./records.ts";
import { safeRestate } from "./restate.ts";
import { isSealed } from "./rules/assemble.ts";
import { placesOf } from "./rules/caps.ts";
import { WAITS_AFTER_TERM } from "./rules/waiting-at-end.ts";
import { isStatement } from "./schema/statement-input.ts";
import { safeSettle } from "./settle.ts";

export interface VerifyOptions {
  /** The rows that the statement was made from, unparsed: with them it is computed again. */
  readonly rows?: Iterable<unknown>;
  /** Statements that it rests on: earlier revisions of its period, and earlier periods. */
  readonly issued?: readonly Statement[];
}

/**
 * Whether a statement holds against itself, and with the records against a fresh computation
 * (semantics 38, 39). Without records: both hashes, every sum, cap and allocation, and every printed
 * step of arithmetic.
 *
 * @returns The checks; or an issue for what is no statement.
 * @example
 * const { ok, checks } = verify(statement, { rows });
 */
export function safeVerify(
  statement: Statement,
  options: VerifyOptions = {},
): Result<Verification> {
  const { issued = [], rows } = options ?? {};
  const given = Array.isArray(issued) ? issued : [issued];
  const problems = [
    ...(isStatement(statement) ? [] : [notAStatement(statement, [])]),
    ...given.flatMap((one, at) => (isStatement(one) ? [] : [notAStatement(one, ["issued", at])])),
  ];
  if (problems.length > 0) return refused(problems);
  const checks = [
    checkOf("result-hash", isSealed(statement), "the text is not the one that was sealed"),
    checkOf("terms-hash", termsHold(statement), "the contract is not the one of its hash"),
    sumsOf(statement),
    stepsOf(statement),
    ...(rows === undefined ? [] : recomputed(statement, rows, given)),
  ];
  return accepted({ ok: checks.every(({ ok }) => ok), checks });
}

/** Like `safeVerify`; throws a `RefusedError` with the issues. */
export function verify(statement: Statement, options: VerifyOptions = {}): Verification {
  return unwrap(safeVerify(statement, options));
}

function notAStatement(found: unknown, path: Issue["path"]): Issue {
  const value = shown(found);
  const message = `${value} is no statement/1`;
  const hint = "give a statement as settle returned it";
  return { code: "verify.not-a-statement", path, message, hint, value };
}

function checkOf(check: VerifyCheck["check"], ok: boolean, detail: string): VerifyCheck {
  return ok ? { check, ok } : { check, ok, detail };
}

function termsHold({ terms }: Statement): boolean {
  try {
    return hashOf(terms.contract as JsonValue) === terms.hash;
  } catch {
    // What has no canonical JSON is no contract that was hashed.
    return false;
  }
}

/** The checks that the engine makes of its own statements, on one that comes from outside. */
function sumsOf(statement: Statement): VerifyCheck {
  try {
    guardStatement(statement, placesOf(statement));
    return { check: "sums", ok: true };
  } catch (error) {
    const detail = error instanceof InvariantError ? error.message : "an amount cannot be read";
    return { check: "sums", ok: false, detail };
  }
}

function stepsOf({ results, lines, caps }: Statement): VerifyCheck {
  const wrong = [...results, ...lines, ...caps].flatMap(({ id, steps }) =>
    steps
      .filter((step) => !isTrue(step))
      .map(({ in: text, out }) => `${id}: ${text} is not ${out}`),
  );
  return checkOf("steps", wrong.length === 0, wrong.slice(0, 5).join("; "));
}

/** Steps whose `in` is arithmetic; the others say what was taken or found. */
function isTrue({ in: text, out }: Step): boolean {
  if (text === undefined || !/[+−×÷]/.test(text)) return true;
  const [value, said] = [evaluate(text), parseExact(out)];
  return value !== undefined && said !== undefined && equals(value, said);
}

function recomputed(
  statement: Statement,
  rows: Iterable<unknown>,
  issued: readonly Statement[],
): VerifyCheck[] {
  const contract = safeParseContract(statement.terms.contract);
  if (!contract.ok) return [failed("contract", contract.issues)];
  const { sources, digest } = statement.manifest;
  const records = safeParseRecords(rows, contract.value, { sources });
  if (!records.ok) return [failed("records", records.issues)];
  const isSame =
    records.value.digest.sum === digest.sum && records.value.digest.count === digest.count;
  if (!isSame) {
    const detail = `their digest is ${records.value.digest.sum}, the statement rests on ${digest.sum}`;
    return [{ check: "records", ok: false, detail }];
  }
  const again = computeAgain(statement, {
    contract: withRemarks(contract.value, statement, records.value),
    records: records.value,
    issued,
  });
  if (!again.ok) return [{ check: "records", ok: true }, failed("recomputed", again.issues)];
  const found = again.value?.hashes.result;
  return [
    { check: "records", ok: true },
    checkOf(
      "recomputed",
      found === statement.hashes.result,
      found === undefined
        ? "computed again nothing differs from the revision before"
        : `computed again its hash is ${found}, lines in total ${again.value?.totals.lines}`,
    ),
  ];
}

/**
 * The contract of a statement has every default filled in, so that reading it notes none of them:
 * what was noted of the original, before the remarks on records, is taken over.
 */
function withRemarks(
  contract: ParsedContract,
  { assumptions, warnings }: Statement,
  records: Records,
): ParsedContract {
  // What is said of the term's end follows from the lines, and will be said again.
  const own = warnings.filter(({ code }) => code !== WAITS_AFTER_TERM);
  const isOfContract = ({ path }: Assumption) =>
    path !== "asOf" &&
    !/^(?:records|outages|lines)\./.test(path) &&
    !/^services\..*\.partialPeriod$/.test(path) &&
    !/\.(?:counting\.aligned|falseRestoration|each\.customersOf)$/.test(path);
  return {
    ...contract,
    assumptions: assumptions.filter(isOfContract),
    warnings: own
      .slice(0, Math.max(0, own.length - records.warnings.length))
      .map((warning) => ({ ...warning, path: [warning.path], hint: "" })),
  };
}

type Parsed = Pick<Parameters<typeof safeSettle>[0], "contract" | "records"> & {
  readonly issued: readonly Statement[];
};

function computeAgain(
  { key, asOf, revision, assumptions }: Statement,
  { contract, records, issued }: Parsed,
): Result<Statement | undefined> {
  const isOwn = (one: Statement) => one.key.period.label === key.period.label;
  const history = issued.filter((one) => !isOwn(one));
  if (revision > 0) {
    const chain = issued.filter((one) => isOwn(one) && one.revision < revision);
    return safeRestate({ contract, records, issued: chain, history, asOf, acceptFigures: true });
  }
  const assumedAsOf = assumptions.some(({ path }) => path === "asOf");
  return safeSettle({
    contract,
    records,
    period: key.period.label,
    asOf,
    issued: history,
    ...(assumedAsOf ? { assumedAsOf } : {}),
  });
}

function failed(check: VerifyCheck["check"], issues: readonly Issue[]): VerifyCheck {
  return { check, ok: false, detail: issues.slice(0, 3).map(formatIssue).join("; ") };
}
