export { allocations, type Booking } from "./allocations.ts";
export type { JsonValue } from "./base/canonical-json.ts";
export { InvariantError } from "./base/invariant.ts";
export {
  accepted,
  formatIssue,
  type Issue,
  RefusedError,
  type Result,
  refused,
  unwrap,
} from "./base/result.ts";
export { type BreakdownInput, breakdown, safeBreakdown } from "./breakdown.ts";
export { budget, safeBudget } from "./budget.ts";
export { type Check, check } from "./check.ts";
export { clockPolicy, ticketsOf } from "./clock-policy.ts";
export { compare, safeCompare } from "./compare.ts";
export {
  type Contract,
  type ContractInput,
  type ContractOptions,
  type ParsedContract,
  parseContract,
  safeParseContract,
} from "./contract.ts";
export { controlTotals } from "./control-totals.ts";
export {
  type ExplainOptions,
  type Explanation,
  explain,
  type Question,
  safeExplain,
} from "./explain.ts";
export type {
  Breakdown,
  BreakdownBy,
  BreakdownRow,
  ResultBreakdown,
} from "./model/breakdown.ts";
export type { Budget } from "./model/budget.ts";
export type { ClockPolicy } from "./model/clock-policy.ts";
export type {
  AmountDifference,
  Comparison,
  LineDifference,
  ResultDifference,
  ResultSide,
} from "./model/comparison.ts";
export type { ControlTotal } from "./model/control-total.ts";
export type { Reading, ReadingKind, Readings } from "./model/readings.ts";
export type {
  ClaimedRow,
  Difference,
  DifferenceKind,
  LikelyCause,
  Reconciliation,
} from "./model/reconciliation.ts";
export type { Records } from "./model/records.ts";
export type * from "./model/statement.ts";
export type { ClauseRef, Fact, Step, StepOp } from "./model/step.ts";
export type { Unit, Verdict, WhyNot } from "./model/verdict.ts";
export type { Verification, VerifyCheck } from "./model/verification.ts";
export { openDuties } from "./open-duties.ts";
export { otherReadings, safeOtherReadings } from "./readings.ts";
export { type ReconcileOptions, reconcile, safeReconcile } from "./reconcile.ts";
export {
  type ParseRecordsOptions,
  parseRecords,
  type RecordsReader,
  recordsReader,
  safeParseRecords,
} from "./records.ts";
export { type RestateInput, restate, safeRestate } from "./restate.ts";
export type { RecordInput, RecordType } from "./schema/records.ts";
export { FIGURES, type SettleInput, safeSettle, settle } from "./settle.ts";
export { safePeriodEnd } from "./settle-call.ts";
export { type Change, safeVary, vary } from "./vary.ts";
export { safeVerify, type VerifyOptions, verify } from "./verify.ts";
