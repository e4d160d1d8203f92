import { BlockColumn } from "../core/block-column.ts";
import { TextTable } from "../core/text-table.ts";
import type { ClockReading } from "../model/clock-reading.ts";
import { byUrgency, type Urgent } from "./urgency.ts";

const columns = {
  cycle: "counts",
  startedAt: "instants",
  stoppedAt: "instants",
  dueAt: "instants",
  breachedAt: "instants",
  elapsedMs: "instants",
  remainingMs: "instants",
  originalDueAt: "instants",
  elapsedRealMs: "instants",
  remainingRealMs: "instants",
  pausedCountedMs: "instants",
  pausedRealMs: "instants",
  pauses: "counts",
  skippedDays: "counts",
  lateMs: "instants",
  missedUpdates: "counts",
  nextChangeAt: "instants",
} as const;
type Column = keyof typeof columns;
const names = Object.keys(columns) as Column[];

/** The rest of a reading but its ticket and commitment: few ones that come again and again. */
type Words = Pick<ClockReading, "clause" | "clock" | "state" | "row">;

/**
 * Readings as columns of numbers: about 150 bytes each, where objects would take ten times as much.
 * Words that come again and again, such as those of a row, are kept once.
 */
export class ReadingTable {
  private readonly numbers = Object.fromEntries(
    Object.entries(columns).map(([name, kind]) => [name, new BlockColumn(kind)]),
  ) as Record<Column, BlockColumn>;
  private readonly tickets: string[] = [];
  private readonly texts = new TextTable();
  /** Numbers of texts: the commitment, its words, and why it is in its state. */
  private readonly ids = new BlockColumn("counts");
  private readonly words = new BlockColumn("counts");
  private readonly whys = new BlockColumn("counts");

  get length(): number {
    return this.tickets.length;
  }

  add(reading: ClockReading): void {
    const { id, clause, clock, ticket, state, row, why } = reading;
    const words: Words = { clause, clock, state, row };
    for (const name of names) this.numbers[name].push(reading[name] ?? Number.NaN);
    this.tickets.push(ticket);
    this.ids.push(this.texts.add(id));
    this.words.push(this.texts.add(JSON.stringify(words)));
    this.whys.push(this.texts.add(JSON.stringify(why)));
  }

  /** All readings, each made anew whenever it is looked at: the most urgent first. */
  inOrder(): Iterable<ClockReading> {
    const order = Uint32Array.from(this.tickets.keys());
    order.sort((a, b) => byUrgency(this.urgentAt(a), this.urgentAt(b)));
    return { [Symbol.iterator]: () => this.each(order) };
  }

  private *each(order: Uint32Array): Generator<ClockReading, void, undefined> {
    for (const place of order) yield this.at(place);
  }

  private urgentAt(place: number): Urgent {
    return {
      ticket: this.tickets[place] as string,
      id: this.texts.text(this.ids.at(place)),
      dueAt: this.numberAt("dueAt", place),
      cycle: this.numbers.cycle.at(place),
    };
  }

  private numberAt(name: Column, place: number): number | undefined {
    const at = this.numbers[name].at(place);
    return Number.isNaN(at) ? undefined : at;
  }

  private at(place: number): ClockReading {
    const { numbers, texts } = this;
    const { ticket, id, dueAt, cycle } = this.urgentAt(place);
    const words = JSON.parse(texts.text(this.words.at(place))) as Words;
    return {
      id,
      clause: words.clause,
      clock: words.clock,
      ticket,
      cycle,
      state: words.state,
      startedAt: this.numberAt("startedAt", place),
      stoppedAt: this.numberAt("stoppedAt", place),
      dueAt,
      breachedAt: this.numberAt("breachedAt", place),
      elapsedMs: numbers.elapsedMs.at(place),
      remainingMs: this.numberAt("remainingMs", place),
      originalDueAt: this.numberAt("originalDueAt", place),
      elapsedRealMs: numbers.elapsedRealMs.at(place),
      remainingRealMs: this.numberAt("remainingRealMs", place),
      pausedCountedMs: numbers.pausedCountedMs.at(place),
      pausedRealMs: numbers.pausedRealMs.at(place),
      pauses: numbers.pauses.at(place),
      skippedDays: numbers.skippedDays.at(place),
      lateMs: numbers.lateMs.at(place),
      missedUpdates: numbers.missedUpdates.at(place),
      nextChangeAt: this.numberAt("nextChangeAt", place),
      row: words.row,
      why: JSON.parse(texts.text(this.whys.at(place))) as ClockReading["why"],
    };
  }
}
