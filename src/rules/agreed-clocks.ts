import { accepted, type Issue, type Result, refused } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import { suggest } from "../base/suggest.ts";
import type { TicketEvent } from "../model/records.ts";
import type { RecordRow } from "../schema/records.ts";
import { ticketClocks } from "./clock-parts.ts";
import type { Path } from "./collector.ts";
import { LeastRow } from "./least-row.ts";
import type { Plan } from "./plan.ts";
import type { RowIndex } from "./row-index.ts";

type EventInput = Extract<RecordRow, { type: "event" }>["happened"];

/** A due agreed for a clock that the contract does not have would be lost without a word (9). */
export function checkAgreed(
  events: readonly { readonly event: EventInput; readonly path: Path }[],
  plan: Plan,
): Result<null> {
  const agreed = events.filter(({ event }) => event.event === "due-agreed");
  if (agreed.length === 0) return accepted(null);
  const known = plan.commitments.flatMap(({ measure }) =>
    measure.facts === "cycles" ? ticketClocks(measure).map(({ clock }) => clock.agreedAs) : [],
  );
  const issues = agreed.flatMap(({ event, path }) => issueOf(event, path, known));
  return issues.length === 0 ? accepted(null) : refused(issues);
}

function issueOf(event: EventInput, path: Path, known: readonly string[]): Issue[] {
  if (event.event !== "due-agreed" || known.includes(event.clock)) return [];
  const near = suggest(event.clock, known);
  return [
    {
      code: "record.unknown-clock",
      path: [...path, "clock"],
      message: `the contract has no clock ${shown(event.clock)} to agree a due for`,
      hint:
        near === undefined
          ? `its clocks: ${[...new Set(known)].join(", ")}`
          : `did you mean ${shown(near)}?`,
      value: shown(event.clock),
    },
  ];
}

/**
 * Dues that lie before their agreement, such as before the opening of the ticket: they are due at the
 * agreement (9), which is late at once. Told once.
 */
export class PastDues {
  private readonly index: RowIndex;
  private least: LeastRow | undefined;

  /** @param index Of the rows that are looked at: each is the last one noted there. */
  constructor(index: RowIndex) {
    this.index = index;
  }

  look(event: TicketEvent, ticket: string): void {
    if (event.event !== "due-agreed" && event.event !== "next-update-agreed") return;
    if (event.at <= event.due) return;
    const record = `ticket ${shown(ticket)}`;
    if (this.least === undefined) this.least = new LeastRow(this.index, record);
    else this.least.add(record);
  }

  warnings(): readonly Issue[] {
    if (this.least === undefined) return [];
    return [
      {
        code: "record.due-before-agreement",
        path: [],
        message: `a due lies before the instant at which it was agreed: ${this.least.text()}; it is due at the agreement`,
        hint: "correct the due, or give as `at` when it was agreed",
        ...this.least.place(),
      },
    ];
  }
}
