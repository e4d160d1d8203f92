import { invariant } from "../base/invariant.ts";
import type { Issue } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import { suggest } from "../base/suggest.ts";
import type { FactRow } from "../model/records.ts";
import { eventsOf, namesAsked, type Owed, owedIn } from "./fact-rows.ts";
import type { Plan } from "./plan.ts";
import type { Gathered } from "./record-tables.ts";

/** What can only be judged when all facts are known: which event each of them belongs to. */

export interface FactLinks {
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

export function checkFactLinks({ facts, places }: Gathered, plan: Plan): FactLinks {
  const found = new Map<string, Found>();
  const sorted = [...facts].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  for (const owed of owedIn(plan)) {
    for (const service of owed.services) {
      const own = sorted.filter((one) => one.service === undefined || one.service === service);
      for (const one of foundIn(owed, own)) found.set(`${one.code} ${one.row.id}`, one);
    }
  }
  const told = [...found.values()].map((one) => ({
    isWarning: one.isWarning,
    issue: placed(one, places),
  }));
  const asked = namesAsked(plan);
  return {
    issues: told.flatMap(({ isWarning, issue }) => (isWarning ? [] : [issue])),
    warnings: [
      ...told.flatMap(({ isWarning, issue }) => (isWarning ? [issue] : [])),
      ...(asked.length === 0 ? [] : unknownNames(sorted, asked)),
    ],
  };
}

interface Found {
  readonly code: string;
  readonly row: FactRow;
  readonly message: string;
  readonly hint: string;
  readonly isWarning: boolean;
}

/** A warning stands in the statement, where the order of the rows may not show (39): no index. */
function placed({ code, row, message, hint, isWarning }: Found, places: Gathered["places"]): Issue {
  const place = places.get(row);
  invariant(place !== undefined, "every row that was read has its place", row.id);
  const { path, file, line } = place;
  return {
    code,
    path: isWarning ? [] : [...path, "subject"],
    message: `fact ${shown(row.id)}: ${message}`,
    hint,
    value: shown(row.subject),
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
  };
}

function foundIn(owed: Owed, facts: readonly FactRow[]): readonly Found[] {
  const { duty } = owed.terms;
  switch (duty.kind) {
    case "max-gap":
      return oneOrEach(facts, duty.fact);
    case "count-in-period":
    case "presence":
      return duty.subjects === "apart" ? oneOrEach(facts, duty.fact) : [];
    case "within-after":
    case "notice-before":
    case "supported-until":
    case "entitlement": {
      const events = facts.filter(({ fact }) => eventsOf(owed.terms).includes(fact));
      const answers = facts.filter(({ fact }) => fact === duty.fact);
      const hasSubjects = [...events, ...answers].some(({ subject }) => subject !== undefined);
      return [
        ...(hasSubjects ? withoutSubject([...events, ...answers]) : []),
        ...repeated(events),
        ...(answersLater[duty.kind] ? tooEarly(events, answers) : []),
      ];
    }
  }
}

/** Whether what answers lies at the event or after it. */
const answersLater = {
  "within-after": true,
  "notice-before": false,
  "supported-until": false,
  entitlement: true,
} as const;

/** Each subject is judged for itself, or nobody names one. */
function oneOrEach(facts: readonly FactRow[], name: string): readonly Found[] {
  const own = facts.filter(({ fact }) => fact === name);
  return own.some(({ subject }) => subject !== undefined) ? withoutSubject(own) : [];
}

/** Where some facts have a subject, those without one could belong to any. */
function withoutSubject(facts: readonly FactRow[]): readonly Found[] {
  return facts
    .filter(({ subject }) => subject === undefined)
    .map((row) => ({
      code: "fact.subject-missing",
      row,
      message: "it has no subject, and others that belong with it have one",
      hint: "give the event and what answers it the same `subject`",
      isWarning: false,
    }));
}

/** One subject is one occasion: of two events nothing says which one a fact answers. */
function repeated(events: readonly FactRow[]): readonly Found[] {
  const first = new Map<string, FactRow>();
  const found: Found[] = [];
  for (const row of events) {
    const key = JSON.stringify([row.fact, row.subject]);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, row);
    else
      found.push({
        code: "fact.event-repeated",
        row,
        message: `the event ${shown(row.fact)} has the subject of fact ${shown(earlier.id)} already`,
        hint: "give each event a subject of its own, and what answers it the same one",
        isWarning: false,
      });
  }
  return found;
}

/** What lies before its event answers nothing; told where none lies at it or before it. */
function tooEarly(events: readonly FactRow[], answers: readonly FactRow[]): readonly Found[] {
  // The facts are sorted: the first of a subject is its earliest.
  const earliest = new Map<string | undefined, FactRow>();
  for (const event of events) if (!earliest.has(event.subject)) earliest.set(event.subject, event);
  return answers.flatMap((row) => {
    const event = earliest.get(row.subject);
    if (event === undefined || event.at <= row.at) return [];
    return [
      {
        code: "fact.before-event",
        row,
        message: `it lies before its event, fact ${shown(event.id)}, and answers nothing`,
        hint: "correct the instants, or the subject",
        isWarning: true,
      },
    ];
  });
}

/** Names that no duty asks for: each once, by the first fact that has it. */
function unknownNames(facts: readonly FactRow[], asked: readonly string[]): readonly Issue[] {
  const unknown = new Map<string, { readonly id: string; rows: number }>();
  for (const { fact, id } of facts) {
    if (asked.includes(fact)) continue;
    const known = unknown.get(fact);
    if (known === undefined) unknown.set(fact, { id, rows: 1 });
    else known.rows += 1;
  }
  return [...unknown].slice(0, TOLD_MAX).map(([name, { id, rows }]) => {
    const near = suggest(name, asked);
    return {
      code: "record.unknown-fact",
      path: [],
      message: `the contract asks for no fact ${shown(name)}: fact ${shown(id)}${rows === 1 ? "" : `, and ${rows - 1} more`}`,
      hint:
        near === undefined ? `it asks for: ${asked.join(", ")}` : `did you mean ${shown(near)}?`,
      value: shown(name),
    };
  });
}

/** So many different names are told at most. */
const TOLD_MAX = 100;
