import { posix } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import * as adapters from "../src/adapters/index.ts";
import * as clock from "../src/clock.ts";
import * as makegood from "../src/index.ts";
import * as node from "../src/node/index.ts";
import { type SourceFile, sourceFiles } from "./support/source.ts";

/** Every name that a program can import. A change here is a change of the public interface. */

const files = new Map(sourceFiles("src").map((file) => [file.path, file]));

describe("makegood", () => {
  it("exports these values", () => {
    expect(Object.keys(makegood).sort()).toEqual([
      "FIGURES",
      "InvariantError",
      "RefusedError",
      "accepted",
      "allocations",
      "breakdown",
      "budget",
      "check",
      "clockPolicy",
      "compare",
      "controlTotals",
      "explain",
      "formatIssue",
      "openDuties",
      "otherReadings",
      "parseContract",
      "parseRecords",
      "reconcile",
      "recordsReader",
      "refused",
      "restate",
      "safeBreakdown",
      "safeBudget",
      "safeCompare",
      "safeExplain",
      "safeOtherReadings",
      "safeParseContract",
      "safeParseRecords",
      "safePeriodEnd",
      "safeReconcile",
      "safeRestate",
      "safeSettle",
      "safeVary",
      "safeVerify",
      "settle",
      "ticketsOf",
      "unwrap",
      "vary",
      "verify",
    ]);
  });

  it("exports these types", () => {
    expect(typesOfFile("src/index.ts")).toEqual([
      "Allocation",
      "AmountDifference",
      "Assumption",
      "Blocker",
      "Booking",
      "Breakdown",
      "BreakdownBy",
      "BreakdownInput",
      "BreakdownRow",
      "Budget",
      "CapUse",
      "Change",
      "Check",
      "ClaimStage",
      "ClaimedRow",
      "ClauseRef",
      "ClockPolicy",
      "Comparison",
      "Contract",
      "ContractInput",
      "ContractOptions",
      "ControlTotal",
      "Correction",
      "CorrectionEvidence",
      "Difference",
      "DifferenceKind",
      "EntitlementUse",
      "Evidence",
      "ExcludedEvidence",
      "ExplainOptions",
      "Explanation",
      "Fact",
      "InKind",
      "Issue",
      "JsonValue",
      "Ledger",
      "LedgerAdjustment",
      "LedgerClass",
      "LikelyCause",
      "Line",
      "LineClaim",
      "LineDifference",
      "LinePart",
      "LinePayout",
      "LineRight",
      "LineStatus",
      "Manifest",
      "MissClaim",
      "NotCountedEvidence",
      "OutageEvidence",
      "OutagePart",
      "ParseRecordsOptions",
      "ParsedContract",
      "PeriodRef",
      "Population",
      "Question",
      "Reading",
      "ReadingKind",
      "Readings",
      "ReconcileOptions",
      "Reconciliation",
      "RecordInput",
      "RecordType",
      "Records",
      "RecordsReader",
      "RejectedEvidence",
      "RestateInput",
      "Result",
      "ResultBreakdown",
      "ResultDifference",
      "ResultSide",
      "RightWindow",
      "SettleInput",
      "Statement",
      "StatementKey",
      "StatementResult",
      "Step",
      "StepOp",
      "TakenFacts",
      "TallyFacts",
      "TicketEvidence",
      "Totals",
      "Unit",
      "ValueFacts",
      "Verdict",
      "Verification",
      "VerifyCheck",
      "VerifyOptions",
      "WaitingAmount",
      "Warning",
      "WhyNot",
    ]);
  });
});

describe("makegood/clock", () => {
  it("exports these values", () => {
    expect(Object.keys(clock).sort()).toEqual([
      "RefusedError",
      "businessTime",
      "byUrgency",
      "calendarOf",
      "clocksAt",
      "formatIssue",
      "openClocks",
    ]);
  });

  it("exports these types", () => {
    expect(typesOfFile("src/clock.ts")).toEqual([
      "BusinessCalendar",
      "BusinessTime",
      "BusinessTimeOptions",
      "CalendarContract",
      "ClockPolicy",
      "ClockReading",
      "ClockState",
      "ContractCalendar",
      "HolidayTerms",
      "InstantInput",
      "Issue",
      "OpenInterval",
      "PlacedCalendar",
      "ReadingRow",
      "Span",
      "TicketEventInput",
      "TicketInput",
      "WeekMoment",
      "WeekdayName",
      "WhyPart",
    ]);
  });
});

describe("makegood/adapters", () => {
  it("exports these values", () => {
    expect(Object.keys(adapters).sort()).toEqual([
      "adapters",
      "parseMap",
      "readCsv",
      "readHolidays",
      "safeParseMap",
    ]);
    expect(Object.keys(adapters.adapters)).toEqual(["github-status"]);
  });

  it("exports these types", () => {
    expect(typesOfFile("src/adapters/index.ts")).toEqual([
      "AdapterName",
      "CsvOptions",
      "HolidayOptions",
      "RecordMap",
    ]);
  });
});

describe("makegood/node", () => {
  it("exports these values", () => {
    expect(Object.keys(node).sort()).toEqual(["readContract", "readRecords", "settleAll"]);
  });

  it("exports these types", () => {
    expect(typesOfFile("src/node/index.ts")).toEqual([
      "Chunks",
      "ReadContractOptions",
      "ReadRecordsOptions",
      "RecordStream",
      "SettleAllInput",
    ]);
  });
});

/** The names of the types that a file exports, its own and those it passes on. */
function typesOfFile(path: string): string[] {
  const file = files.get(path);
  return file === undefined ? [] : file.tree.statements.flatMap((one) => typesOf(one, file)).sort();
}

function typesOf(statement: ts.Statement, { path }: SourceFile): string[] {
  if (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) {
    const isExported = statement.modifiers?.some(
      ({ kind }) => kind === ts.SyntaxKind.ExportKeyword,
    );
    return isExported === true ? [statement.name.text] : [];
  }
  if (!ts.isExportDeclaration(statement)) return [];
  const { exportClause, isTypeOnly, moduleSpecifier } = statement;
  if (exportClause === undefined && moduleSpecifier && ts.isStringLiteral(moduleSpecifier))
    return typesOfFile(posix.join(posix.dirname(path), moduleSpecifier.text));
  if (exportClause === undefined || !ts.isNamedExports(exportClause)) return [];
  return exportClause.elements
    .filter((element) => isTypeOnly || element.isTypeOnly)
    .map(({ name }) => name.text);
}
