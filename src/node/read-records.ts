import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { csvReader } from "../adapters/csv.ts";
import { decoder } from "../adapters/decode.ts";
import { emptyFile, fileFault } from "../adapters/file-fault.ts";
import type { RecordMap } from "../adapters/map.ts";
import { ndjsonReader } from "../adapters/ndjson.ts";
import { type Issue, RefusedError, unwrap } from "../index.ts";
import type { ReadTicketRow } from "../records.ts";
import { nameOfFile, pathText } from "./read-contract.ts";
import { bytesOf, recordsOptions } from "./read-records-input.ts";
import { TicketLines } from "./ticket-lines.ts";

/** Pieces of a file: a stream of Node, standard input, or any other source of bytes. */
export type Chunks = AsyncIterable<Uint8Array>;

export interface ReadRecordsOptions {
  /** For CSV: what its columns mean, from `parseMap`. A file with a map is CSV, any other NDJSON. */
  readonly map?: RecordMap;
  /** What issues and the manifest call the file; left out, its path, or "records" for a stream. */
  readonly file?: string;
}

/** Rows of records/1, one at a time, and what is known of their source once all are read. */
export interface RecordStream extends AsyncIterable<unknown> {
  /** For the manifest. The hash is there when the last row was read. */
  readonly source: { readonly name: string; readonly sha256?: string; readonly rows: number };
  /** What is odd about the file without being wrong, when the last row was read. */
  readonly warnings: readonly Issue[];
  /** Set where it can be read again: a file can, a stream that is given cannot. */
  readonly isRepeatable?: boolean;
}

/**
 * Reads records from NDJSON (`.ndjson`, `.jsonl`), or from CSV by a map, piece by piece: neither the
 * file nor its rows are held. Each row gets its `source: { file, line }`.
 *
 * Rows are not checked against a contract yet: `recordsReader` or `settleAll` does that.
 *
 * @throws {RefusedError} While iterating: where the file cannot be read or its encoding is wrong; and
 *   behind the last row, with every line that could not be read. Until then nothing may be kept.
 * @example
 * for await (const row of readRecords("october/tickets.ndjson")) reader.take(row);
 */
export function readRecords(
  source: string | URL | Chunks,
  options: ReadRecordsOptions = {},
): RecordStream {
  return new Reading(source, recordsOptions(source, options));
}

/** What rows are read into. */
export interface RowTarget {
  take(row: unknown): void;
  /** Takes a ticket of which no row was made. */
  readonly ticket: (row: TicketRow) => void;
}

type PieceTarget = Pick<RowTarget, "take"> & Partial<RowTarget>;

/** A ticket that was read straight from its line. */
export interface TicketRow extends ReadTicketRow {
  /** Makes the row, for whoever needs it. */
  row(): unknown;
}

/** Gives each row of a stream to a target. */
export async function takeRows(stream: AsyncIterable<unknown>, target: RowTarget): Promise<void> {
  if (stream instanceof Reading) await stream.into(target);
  else for await (const row of stream) target.take(row);
}

/** Bytes that are read from a file at once. */
const PIECE = 1 << 18;

class Reading implements RecordStream {
  /** Opened when it is read, not before: nobody listens to its errors until then. */
  private readonly open: () => Chunks;
  readonly isRepeatable: boolean;
  private readonly file: string;
  private readonly map: RecordMap | undefined;
  private rows = 0;
  private sha256: string | undefined;
  private told: readonly Issue[] = [];

  constructor(from: string | URL | Chunks, { map, file }: ReadRecordsOptions) {
    const isPath = typeof from === "string" || from instanceof URL;
    this.file = file ?? (isPath ? pathText(from) : "records");
    this.open = () => (isPath ? createReadStream(from, { highWaterMark: PIECE }) : from);
    this.map = map;
    this.isRepeatable = isPath;
  }

  get source(): RecordStream["source"] {
    const { sha256 } = this;
    return {
      name: nameOfFile(this.file),
      ...(sha256 !== undefined && { sha256 }),
      rows: this.rows,
    };
  }

  get warnings(): readonly Issue[] {
    return this.told;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<unknown, void, undefined> {
    const rows: unknown[] = [];
    for await (const _ of this.pieces({ take: (row) => rows.push(row) })) yield* rows.splice(0);
  }

  async into(target: RowTarget): Promise<void> {
    for await (const _ of this.pieces(target));
  }

  /** Stops behind each piece of the file: a promise for each row costs more than some rows do. */
  private async *pieces(target: PieceTarget): AsyncGenerator<void, void, undefined> {
    const { map, file } = this;
    this.rows = 0;
    const hash = createHash("sha256");
    const mapped = map === undefined ? {} : { encoding: map.encoding, isMapped: true };
    const decoding = decoder({ file, ...mapped });
    const lines = this.lines();
    const give = (rows: readonly unknown[]) => {
      for (const row of rows) {
        // A bad line gives no row; it is told behind the last one.
        if (row === undefined) continue;
        this.rows += 1;
        target.take(row);
      }
    };
    const takeText = (bytes: Uint8Array) => give(lines.take(unwrap(decoding.take(bytes))));
    const tickets = this.ticketLines(target, takeText, () => {
      this.rows += 1;
      decoding.skipLine();
      return lines.skipLine();
    });
    let isEmpty = true;
    for await (const piece of this.read()) {
      const chunk = bytesOf(piece);
      isEmpty &&= chunk.length === 0;
      hash.update(chunk);
      if (tickets === undefined) takeText(chunk);
      else tickets.take(chunk);
      yield;
    }
    if (isEmpty) throw new RefusedError([emptyFile(file)]);
    tickets?.finish();
    give(lines.take(unwrap(decoding.finish())));
    give(lines.finish());
    yield;
    const issues = lines.issues();
    if (issues.length > 0) throw new RefusedError(issues);
    this.sha256 = hash.digest("hex");
  }

  /** Of NDJSON, where somebody takes tickets. */
  private ticketLines(
    { ticket }: PieceTarget,
    rest: (bytes: Uint8Array) => void,
    skipLine: () => number,
  ): TicketLines | undefined {
    const { map, file } = this;
    if (map !== undefined || ticket === undefined) return undefined;
    let line = 0;
    const lines = new TicketLines({
      rest,
      ticket(scanned) {
        line = skipLine();
        const { contract, customer } = scanned;
        ticket({ ticket: scanned.ticket, contract, customer, file, line, hash, row });
      },
    });
    // The same for all lines: each is asked of the one that is taken.
    const hash = (words: Uint32Array) => lines.hash(words);
    const row = () => ({ ...JSON.parse(lines.text()), source: { file, line } });
    return lines;
  }

  /** The pieces; an error of the system becomes an issue. */
  private async *read(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* this.open();
    } catch (error) {
      throw new RefusedError([fileFault(this.file, error)]);
    }
  }

  private lines(): Lines {
    const { map, file } = this;
    if (map === undefined) {
      const reader = ndjsonReader(file);
      return { ...reader, finish: () => [] };
    }
    const reader = csvReader({ map, file });
    let issues: readonly Issue[] = [];
    return {
      take: (text) => reader.take(text),
      skipLine: () => 0,
      finish: () => {
        const end = reader.finish();
        issues = end.issues;
        this.told = end.warnings;
        return end.rows;
      },
      issues: () => issues,
    };
  }
}

/** What the readers of lines have in common. */
interface Lines {
  take(text: string): readonly unknown[];
  skipLine(): number;
  finish(): readonly unknown[];
  issues(): readonly Issue[];
}
