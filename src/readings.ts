import type { JsonValue } from "./base/canonical-json.ts";
import { accepted, type Result, unwrap } from "./base/result.ts";
import { comparisonOf } from "./compare.ts";
import type { Commitment, Contract, Exclusion } from "./contract.ts";
import type { Reading, ReadingKind, Readings } from "./model/readings.ts";
import type { Statement } from "./model/statement.ts";
import { isStatement } from "./schema/statement-input.ts";
import { type SettleInput, safeSettle, safeSettleGranting } from "./settle.ts";
import { safeVary } from "./vary.ts";

/** Each is a settlement of its own. */
const grantedMax = 100;

/** A reading before it is computed. */
interface Asked {
  readonly kind: ReadingKind;
  readonly of: string;
  readonly changes: readonly { readonly path: string; readonly value: JsonValue }[];
}

/**
 * Settles the same facts again under each other common reading of the terms, and says what would
 * change: an exclusion that counts after all, excluded time that stays in the denominator or leaves
 * it, a month of 30 days, a rounded percentage, the first row of targets where the strictest counts,
 * days of 24 hours in place of dates, and each exclusion that was rejected, granted.
 *
 * @param given As for `settle`; of `issued` what is of earlier periods is used.
 * @returns The readings, each held against the statement as agreed; or every problem with the call.
 * @example
 * const { readings } = otherReadings({ contract, records, period: "2026-10", asOf });
 */
export function safeOtherReadings(given: SettleInput): Result<Readings> {
  const input = beforeIssue(given);
  const agreed = safeSettle(input);
  if (!agreed.ok) return agreed;
  const statement = agreed.value;
  const rejected = rejectedIn(statement);
  const readings = [
    ...askedOf(input.contract.terms).map((asked) => varied(asked, input, statement)),
    ...rejected.slice(0, grantedMax).map((of) => grantedReading(of, input, statement)),
  ];
  const { key, asOf, totals } = statement;
  const left = rejected.length - grantedMax;
  return accepted({
    key,
    asOf,
    lines: totals.lines,
    readings,
    ...(left > 0 ? { left } : {}),
  });
}

/** What if: the period is settled as it was before anything was issued for it. */
export function beforeIssue(input: SettleInput): SettleInput {
  if (!Array.isArray(input?.issued)) return input;
  const issued = input.issued.filter(
    (one: unknown) => !(isStatement(one) && one.key.period.label === input.period),
  );
  return { ...input, issued };
}

/** Like `safeOtherReadings`; throws a `RefusedError` with the issues. */
export function otherReadings(input: SettleInput): Readings {
  return unwrap(safeOtherReadings(input));
}

/** The records stay as they were read: no reading touches what rows are checked against. */
function varied(asked: Asked, input: SettleInput, agreed: Statement): Reading {
  const changes = asked.changes.map(({ path, value }) => ({ path, value: value ?? undefined }));
  const contract = safeVary(input.contract, changes);
  if (!contract.ok) return { ...asked, issues: contract.issues };
  const records = { ...input.records, contract: contract.value.hash };
  return held(asked, safeSettle({ ...input, contract: contract.value, records }), agreed);
}

/** @param of "rule record": the exclusion that is granted whatever its conditions say. */
export function grantedReading(of: string, input: SettleInput, agreed: Statement): Reading {
  const asked: Asked = { kind: "rejected-granted", of, changes: [] };
  return held(asked, safeSettleGranting(input, new Set([of])), agreed);
}

function held(asked: Asked, other: Result<Statement>, agreed: Statement): Reading {
  if (!other.ok) return { ...asked, issues: other.issues };
  return { ...asked, comparison: unwrap(comparisonOf(agreed, other.value)) };
}

/** "rule record", each once. */
function rejectedIn({ evidence }: Statement): readonly string[] {
  return [...new Set(evidence.rejected.map(({ rule, record }) => `${rule} ${record}`))];
}

function askedOf({ exclusions, commitments }: Contract): readonly Asked[] {
  const grantedIds = new Set(commitments.flatMap(({ excludes }) => excludes));
  return [
    ...exclusions.filter(({ id }) => grantedIds.has(id)).flatMap(readingsOfExclusion),
    ...commitments.flatMap((one) => [
      ...readingsOfMeasure(one),
      ...readingsOfRows(one),
      ...one.credits.flatMap((credit) => readingsOfRates(one.id, credit)),
    ]),
  ];
}

function readingsOfExclusion({ id, removes, matches }: Exclusion): readonly Asked[] {
  const asked = (kind: ReadingKind, value: Exclusion["removes"]): Asked => ({
    kind,
    of: id,
    changes: [{ path: `exclusions.${id}.removes`, value }],
  });
  const counts = asked("exclusion-counts", "nothing");
  switch (removes) {
    case "nothing":
      return [asked("exclusion-removes", "downtime")];
    case "window":
    case "downtime-and-its-time":
      return [counts, asked("kept-in-denominator", "downtime")];
    case "downtime":
      return [
        counts,
        asked(
          "out-of-denominator",
          matches.kind === undefined ? "downtime-and-its-time" : "window",
        ),
      ];
    case "incident":
      return [counts, asked("overlap-only", "downtime")];
  }
}

function readingsOfMeasure({ id, measure }: Commitment): readonly Asked[] {
  if (measure.facts !== "outages") return [];
  if (measure.figure !== "uptime-percent" && measure.figure !== "downtime-percent") return [];
  const at = `commitments.${id}.measure`;
  const length = (value: JsonValue): Asked => ({
    kind: "other-length",
    of: id,
    changes: [{ path: `${at}.denominator`, value }],
  });
  const lengths: readonly Asked[] =
    measure.denominator === "elapsed"
      ? [length("days-x-1440"), length({ deemedDays: 30 })]
      : [length("elapsed")];
  const decimals: Asked =
    measure.calculatedTo === undefined
      ? {
          kind: "rounded-percentage",
          of: id,
          changes: [{ path: `${at}.calculatedTo`, value: { decimals: 2, round: "half-up" } }],
        }
      : {
          kind: "exact-percentage",
          of: id,
          changes: [{ path: `${at}.calculatedTo`, value: null }],
        };
  return [...lengths, decimals];
}

function readingsOfRows({ id, severalMatch }: Commitment): readonly Asked[] {
  if (severalMatch !== "strictest") return [];
  const path = `commitments.${id}.severalMatch`;
  return [{ kind: "first-row", of: id, changes: [{ path, value: "first" }] }];
}

function readingsOfRates(commitment: string, credit: Commitment["credits"][number]): Asked[] {
  const at = `commitments.${commitment}.credits.${credit.id}`;
  const rates = [
    ...(credit.how === "rate" ? [{ path: `${at}.rate.per`, rate: credit.rate }] : []),
    ...(credit.how === "tiers"
      ? credit.tiers.map(({ plus }, row) => ({ path: `${at}.tiers.${row}.plus.per`, rate: plus }))
      : []),
  ];
  const changes = rates
    .filter(({ rate }) => rate?.per === "calendar-day")
    .map(({ path }) => ({ path, value: "PT24H" }));
  return changes.length === 0
    ? []
    : [{ kind: "days-of-24-hours", of: `${commitment}/${credit.id}`, changes }];
}
