import { printable } from "../base/shown.ts";
import type { Budget } from "../model/budget.ts";
import type { LineClaim, OutagePart, Statement } from "../model/statement.ts";
import { budgetLines } from "./budget-text.ts";
import { deadlineOf, stagesText } from "./claim-text.ts";
import { clauseText } from "./clause-text.ts";
import { capFigure } from "./credit-text.ts";
import { hashText } from "./hash-text.ts";
import { money } from "./money.ts";
import { msText } from "./ms-text.ts";
import { type Stamps, stampsIn } from "./stamps.ts";
import { tableLines } from "./table.ts";

const plain = (count: number) => Array.from({ length: count }, () => ({ title: "" }));

/** Everything behind a statement that fits on lines: each section only where it has something. */
export function verboseLines(
  statement: Statement,
  budgets: readonly Budget[] = [],
): readonly string[] {
  const lines = sectionsOf(statement).flatMap(({ title, rows }) => {
    const columns = plain(rows.reduce((count, row) => Math.max(count, row.length), 0));
    return rows.length === 0 ? [] : ["", `  ${title}`, ...tableLines(columns, rows).map(indent)];
  });
  return budgets.length === 0
    ? lines
    : ["", "  budgets", ...budgetLines(budgets).map(indent), ...lines];
}

interface Section {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

function sectionsOf(statement: Statement): readonly Section[] {
  return [
    ...reasonSections(statement),
    ...evidenceSections(statement),
    ...moneySections(statement),
  ];
}

function reasonSections({ assumptions, warnings, blockedBy }: Statement): readonly Section[] {
  return [
    {
      title: "assumptions",
      rows: assumptions.map(({ path, used, semantics }) => [
        path,
        typeof used === "string" ? used : JSON.stringify(used),
        `(semantics ${semantics})`,
      ]),
    },
    {
      title: "warnings",
      rows: warnings.map(({ code, path, message }) => [path, `${message} [${code}]`]),
    },
    {
      title: "blocked by",
      rows: blockedBy.map(({ result, record, why }) => [result, why, record ?? ""]),
    },
  ];
}

function evidenceSections({ evidence, key }: Statement): readonly Section[] {
  const at = stampsIn(key.period.zone);
  const span = (row: { readonly from: string; readonly until: string }) =>
    `${at(row.from)} to ${at(row.until)}`;
  return [
    {
      title: "outages, and where their time went",
      rows: evidence.outages.map((row) => [
        row.record,
        span(row),
        row.parts.map(partText).join(", "),
        `counts ${msText(row.downtimeMs)}${row.weight === "1" ? "" : ` (weight ${row.weight})`}`,
        row.result,
      ]),
    },
    {
      title: "excluded",
      rows: evidence.excluded.map((row) => [
        row.record,
        span(row),
        `${row.rule} ${clauseText(row.clause)}`,
        `${msText(row.downMs)} down, ${msText(row.windowMs)} window`,
        row.result,
      ]),
    },
    {
      title: "exclusions not granted",
      rows: evidence.rejected.map(({ record, rule, clause, reason, detail, ms, result }) => [
        record,
        `${rule} ${clauseText(clause)}`,
        msText(ms),
        `${reason}: ${detail}`,
        result,
      ]),
    },
    {
      title: "not counted",
      rows: evidence.notCounted.map(({ record, why, detail, result }) => [
        record,
        detail === "" ? why : `${why}: ${detail}`,
        result,
      ]),
    },
    {
      title: "corrected by people",
      rows: (evidence.corrections ?? []).map((row) => [
        row.record,
        span(row),
        row.as,
        `${row.author}, ${at(row.enteredAt)}: ${row.reason}`,
        row.result,
      ]),
    },
    {
      title: "late and open tickets",
      rows: evidence.tickets.map(
        ({ record, state, severity, dueAt, stoppedAt, lateMs, result }) => [
          record,
          severity ?? "",
          state,
          dueAt === undefined ? "no due" : `due ${at(dueAt)}`,
          stoppedAt === undefined ? "" : `stopped ${at(stoppedAt)}`,
          lateMs === undefined ? "" : `${msText(lateMs)} late`,
          result,
        ],
      ),
    },
  ];
}

function moneySections({ key, lines, caps, manifest, hashes }: Statement): readonly Section[] {
  return [
    {
      title: "lines",
      rows: lines.map(({ id, clause, amount, status, claim }) => [
        id,
        money(key.currency, amount),
        status,
        claim === undefined ? "" : untilText(claim, stampsIn(key.period.zone)),
        clauseText(clause),
      ]),
    },
    {
      title: "caps",
      rows: caps.map((cap) => [
        cap.id,
        `limit ${capFigure(cap, key.currency, cap.limit)}`,
        `before ${capFigure(cap, key.currency, cap.before)}`,
        `after ${capFigure(cap, key.currency, cap.after)}`,
        clauseText(cap.clause),
      ]),
    },
    {
      title: "allocations, in minor units",
      rows: lines.flatMap(({ allocations }) =>
        allocations.map((part) => [part.charge, part.invoice ?? "", String(part.minor), part.key]),
      ),
    },
    {
      title: "input",
      rows: [
        ...manifest.sources.map(({ name, rows }) => [name, `${rows} rows`]),
        ["used", `${manifest.rows.used} of ${manifest.rows.in} rows`],
        ["outside", `${manifest.rows.outside} rows`],
        ["of others", `${manifest.rows.unrouted} rows`],
        ["input", hashText(hashes.input)],
        ["result", hashText(hashes.result)],
      ],
    },
  ];
}

function partText({ why, rule, ms }: OutagePart): string {
  return `${msText(ms)} ${why}${rule === undefined ? "" : ` (${rule})`}`;
}

function indent(line: string): string {
  return printable(`  ${line}`);
}

function untilText(claim: LineClaim, at: Stamps): string {
  const stages = stagesText(claim);
  return `until ${at(deadlineOf(claim))}${stages === "" ? "" : ` (${stages})`}`;
}
