import { describe, expect, it } from "vitest";
import { type BusinessTime, businessTime, calendarOf, clocksAt } from "../../src/clock.ts";
import {
  accepted,
  clockPolicy,
  explain,
  parseContract,
  parseRecords,
  RefusedError,
  type Result,
  refused,
  restate,
  type Statement,
  settle,
  ticketsOf,
  verify,
} from "../../src/index.ts";
import {
  type Asked,
  type Clocks,
  caseNames,
  contractOf,
  expectedOf,
  readme,
  readmeOf,
  rowsOf,
  type Settled,
} from "./fixture.ts";
import { lacking } from "./partial.ts";

const ROWS_VERIFIED_MAX = 2000;

/** The cases of fixtures/cases, asked of the public calls; its README.md says how to write one. */

describe.each(caseNames)("%s", (name) => {
  const { of, semantics, why, statements = [], clocks = [], calendars = [] } = expectedOf(name);

  it("says whose clause it is, what it rests on, and how it was worked out", () => {
    expect(readme).toContain(`| [${name}](${name}/README.md) | ${of} |`);
    const own = readmeOf(name);
    expect(own.startsWith(`# ${of}\n\n`)).toBe(true);
    for (const row of ["Clause", "Source", "Evidence"])
      expect(own).toMatch(new RegExp(`^\\| ${row} \\| .{8,} \\|$`, "m"));
    expect(own).toContain(`| Semantics | ${semantics.join(", ")} |`);
    expect(semantics.length).toBeGreaterThan(0);
    expect(semantics.every((number) => 1 <= number && number <= 40)).toBe(true);
    expect(why.length).toBeGreaterThan(20);
    expect(statements.length + clocks.length + calendars.length).toBeGreaterThan(0);
  });

  if (statements.length > 0)
    it(`settles, semantics ${semantics.join(", ")}`, () => {
      const made: Result<Statement | undefined>[] = [];
      for (const one of statements) made.push(check(name, one, made));
    });

  for (const [index, one] of clocks.entries())
    it(`clock ${index}: ${one.ticket} at ${one.asOf}, semantics ${semantics.join(", ")}`, () => {
      checkClocks(name, one);
    });

  for (const [index, one] of calendars.entries())
    it(`calendar ${index}: ${one.calendar}.${one.ask[0]}, semantics ${semantics.join(", ")}`, () => {
      checkCalendar(name, one);
    });
});

/** Settles or restates one entry, holds it against what is wanted, and returns it for later ones. */
function check(
  name: string,
  wanted: Settled,
  made: readonly Result<Statement | undefined>[],
): Result<Statement | undefined> {
  const found = tried(() => statementOf(name, wanted, made));
  if (wanted.refused !== undefined) {
    expect(codesOf(found)).toEqual([...wanted.refused].sort());
    return found;
  }
  if (!found.ok) throw new RefusedError(found.issues);
  if (wanted.holds === null) expect(found.value).toBeUndefined();
  else expect(lacking(found.value, wanted.holds)).toEqual([]);
  if (found.value !== undefined) checkVerified(name, wanted, found.value, made);
  for (const [record, texts] of Object.entries(wanted.explains ?? {}))
    checkExplained(name, wanted, found.value, record, texts);
  return found;
}

function statementOf(
  name: string,
  { period, asOf, records, issued = [], restates = [], ...wanted }: Settled,
  made: readonly Result<Statement | undefined>[],
): Statement | undefined {
  const contract = parseContract(contractOf(name, wanted.with));
  const known = parseRecords(rowsOf(name, records), contract);
  if (restates.length > 0)
    return restate({
      issued: restates.map((at) => earlier(made, at)),
      contract,
      records: known,
      asOf,
    });
  const before = issued.map((at) => earlier(made, at));
  return settle({ contract, records: known, period, asOf, issued: before });
}

/** It holds against itself; where rows are few also against a computation of them backwards. */
function checkVerified(
  name: string,
  { records, issued = [], restates = [] }: Settled,
  statement: Statement,
  made: readonly Result<Statement | undefined>[],
): void {
  const rows = rowsOf(name, records).toReversed();
  const { checks } = verify(statement, {
    ...(rows.length < ROWS_VERIFIED_MAX ? { rows } : {}),
    issued: [...issued, ...restates].map((at) => earlier(made, at)),
  });
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
}

function earlier(made: readonly Result<Statement | undefined>[], at: number): Statement {
  const found = made[at];
  if (found?.ok === true && found.value !== undefined) return found.value;
  throw new Error(`entry ${at} is no statement`);
}

function checkExplained(
  name: string,
  { records }: Settled,
  statement: Statement | undefined,
  record: string,
  texts: readonly string[],
): void {
  if (statement === undefined) throw new Error("nothing to explain");
  const { facts } = explain(statement, { record }, { rows: rowsOf(name, records) });
  const told = facts.map(({ effect }) => effect).join("\n");
  for (const text of texts) expect(told).toContain(text);
}

function checkClocks(name: string, wanted: Clocks): void {
  const contract = parseContract(contractOf(name, wanted.with));
  const records = parseRecords(rowsOf(name, wanted.records), contract);
  const ticket = ticketsOf(records, wanted.asOf).find(({ id }) => id === wanted.ticket);
  if (ticket === undefined) throw new Error(`no ticket ${wanted.ticket}`);
  const readings = clocksAt(clockPolicy(contract), ticket, wanted.asOf);
  const found = Object.fromEntries(
    Object.entries(wanted.holds).map(([commitment, value]) => {
      const own = readings.filter(({ id }) => id === commitment);
      return [commitment, Array.isArray(value) || own.length !== 1 ? own : own[0]];
    }),
  );
  expect(lacking(found, wanted.holds)).toEqual([]);
}

function checkCalendar(name: string, { calendar, ask, is, ...wanted }: Asked): void {
  const terms = calendarOf(parseContract(contractOf(name, wanted.with)), calendar);
  const [call, ...given] = ask;
  const found = tried((): unknown => {
    const hours = businessTime(terms, { attributes: wanted.attributes ?? {} });
    const asked = hours[call as keyof BusinessTime] as (...given: unknown[]) => unknown;
    return asked(...given);
  });
  if (wanted.refused !== undefined) expect(codesOf(found)).toEqual([...wanted.refused].sort());
  else expect(lacking(found.ok ? found.value : codesOf(found), is)).toEqual([]);
}

function tried<Value>(work: () => Value): Result<Value> {
  try {
    return accepted(work());
  } catch (error) {
    if (error instanceof RefusedError) return refused(error.issues);
    throw error;
  }
}

function codesOf(found: Result<unknown>): readonly string[] {
  return found.ok ? [] : [...new Set(found.issues.map(({ code }) => code))].sort();
}
