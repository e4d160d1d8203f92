import type { JsonValue } from "../base/canonical-json.ts";
import type {
  Evidence,
  Line,
  OutagePart,
  Statement,
  StatementResult,
  TicketEvidence,
} from "../model/statement.ts";
import type { Fact } from "../model/step.ts";
import { owedText } from "./owed-text.ts";

/** Rows of evidence in words: each says what one record did to one result. Figures stay as they are. */

export function partFacts({ parts, clause }: Line): readonly Fact[] {
  return parts.map(({ record, exact }) => ({ record, clause, effect: `credited ${exact}` }));
}

export function outageFacts(evidence: Evidence, { id, clause }: StatementResult): readonly Fact[] {
  const own = <Row extends { readonly result: string }>(rows: readonly Row[]) =>
    rows.filter(({ result }) => result === id);
  return [
    ...own(evidence.outages).map((row) => ({
      record: row.record,
      clause,
      effect: `${row.from} to ${row.until}: ${row.parts.map(partText).join(", ")}; × ${row.weight} = ${row.downtimeMs} ms of downtime`,
    })),
    ...own(evidence.excluded).map((row) => ({
      record: row.record,
      clause: row.clause,
      effect:
        row.removes === "nothing"
          ? `${row.from} to ${row.until} is of ${row.rule}, which removes nothing${by(row.attribution)}`
          : `${row.from} to ${row.until} excluded by ${row.rule}: ${row.downMs} ms of downtime, ${row.windowMs} ms of the denominator${also(row.alsoCoveredBy)}${by(row.attribution)}`,
    })),
    ...own(evidence.rejected).map((row) => ({
      record: row.record,
      clause: row.clause,
      effect: `not excluded by ${row.rule} (${row.reason}, ${row.ms} ms): ${row.detail}${by(row.attribution)}`,
    })),
    ...own(evidence.notCounted).map((row) => ({
      record: row.record,
      clause,
      effect: `not counted (${row.why}): ${row.detail}`,
    })),
    ...own(evidence.corrections ?? []).map((row) => ({
      record: row.record,
      clause: row.clause,
      effect: `${row.from} to ${row.until} corrected to ${row.as} by ${row.author} at ${row.enteredAt}: ${row.reason}`,
    })),
  ];
}

/** What one attribution did: the rows of the outage that it names the cause of. */
export function attributionFacts(evidence: Evidence, { id }: StatementResult): readonly Fact[] {
  const rows = [
    ...evidence.excluded.map((row) => ({
      ...row,
      did:
        row.removes === "nothing"
          ? `is of ${row.rule}, which removes nothing`
          : `is excluded by ${row.rule}, ${row.from} to ${row.until}: ${row.downMs} ms of downtime, ${row.windowMs} ms of the denominator`,
    })),
    ...evidence.rejected.map((row) => ({
      ...row,
      did: `is not excluded by ${row.rule} (${row.reason}, ${row.ms} ms): ${row.detail}`,
    })),
  ];
  return rows.flatMap(({ result, attribution, record, clause, did }) =>
    result === id && attribution !== undefined
      ? [{ record: attribution, clause, effect: `by it ${record} ${did}` }]
      : [],
  );
}

function by(attribution: string | undefined): string {
  return attribution === undefined ? "" : `; attribution ${attribution}`;
}

function partText({ why, rule, ms }: OutagePart): string {
  return `${ms} ms ${rule === undefined ? why : `${why} by ${rule}`}`;
}

function also(rules: readonly string[]): string {
  return rules.length === 0 ? "" : `; also covered by ${rules.join(", ")}`;
}

export function cycleFacts(
  evidence: Evidence,
  { id, clause, target }: StatementResult,
): readonly Fact[] {
  return evidence.tickets
    .filter(({ result }) => result === id)
    .map((row) => {
      const severity = row.severity === undefined ? "" : `${row.severity}, `;
      const due = row.dueAt === undefined ? "no due yet" : `due ${row.dueAt}`;
      const stop =
        row.stoppedAt === undefined ? "still open" : `stopped ${row.stoppedAt}${kept(row)}`;
      const counted = `${row.elapsedMs} ms counted${row.targetMs === undefined ? "" : ` of ${row.targetMs}`}, ${row.pausedMs} ms paused`;
      const breach =
        row.breachedAt === undefined
          ? ""
          : `; breached ${row.breachedAt}, late by ${row.lateMs ?? "0"} ms`;
      return {
        record: row.record,
        clause,
        effect: `${owedText(row) ?? `${row.state}: ${severity}${beginsText(row)} ${row.openedAt}, ${due}, ${stop}; ${counted}${breach}`}; ${rowText(target, row)}${changesText(row)}`,
      };
    });
}

function beginsText({ duty }: TicketEvidence): string {
  if (duty === "entitlement") return "asked for";
  if (duty === "notice-before") return "of the event at";
  if (duty === "max-gap") return "a gap from";
  return duty === undefined ? "opened" : "begun";
}

function kept({ stoppedBy }: TicketEvidence): string {
  return stoppedBy === undefined ? "" : ` by ${stoppedBy}`;
}

/** What a fact did that is not named by its own cycle: it kept a duty, in time or late. */
export function keepingFacts(evidence: Evidence, { id, clause }: StatementResult): readonly Fact[] {
  return evidence.tickets.flatMap(({ result, stoppedBy, stoppedAt, record, state }) =>
    result === id && stoppedBy !== undefined
      ? [{ record: stoppedBy, clause, effect: `by it ${record} stopped at ${stoppedAt}: ${state}` }]
      : [],
  );
}

/** "target P1 ≤ PT15M", as the result lists its rows. */
function rowText(target: JsonValue, { row, clock }: TicketEvidence): string {
  const { rows: only, pooled }: { rows: unknown; pooled: unknown } = Object(target);
  const mine = Array.isArray(pooled)
    ? pooled.find((one) => Object(one).clock === clock)
    : undefined;
  const rows: unknown = mine === undefined ? only : Object(mine).rows;
  const own: unknown = Object(Object(rows)[row]).row;
  return typeof own === "string" ? `target ${own}` : "no row of the targets";
}

function changesText({ changes = [] }: TicketEvidence): string {
  const steps = changes.map(({ at, severity }) => `${severity} at ${at}`);
  return steps.length === 0 ? "" : `; priority changed to ${steps.join(", ")}`;
}

/** The ids of all records that rows of evidence name. */
export function recordsIn({ evidence }: Statement): readonly string[] {
  const rows = [
    evidence.outages,
    evidence.excluded,
    evidence.rejected,
    evidence.notCounted,
    evidence.corrections ?? [],
    evidence.tickets,
  ].flat();
  const attributions = [evidence.excluded, evidence.rejected]
    .flat()
    .flatMap(({ attribution }) => attribution ?? []);
  return [...new Set([...rows.map(({ record }) => record), ...attributions])];
}
