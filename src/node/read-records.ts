import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { csvReader } from "../adapters/csv.ts";
import { decoder } from "../adapters/decode.ts";
import { emptyFile, fileFault } from "../adapters/file-fault.ts";
import type { RecordMap } from "../adapters/map.ts";
import { ndjsonReader } from "../adapters/ndjson.ts";
import { type Issue, RefusedError, unwrap } from "../index.ts";
import { nameOfFile, pathText } from "./read-contract.ts";

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
  return new Reading(source, options);
}

/** Calls `take` with each row of a stream. */
export async function takeRows(
  stream: AsyncIterable<unknown>,
  take: (row: unknown) => void,
): Promise<void> {
  if (stream instanceof Reading) {
    for await (const rows of stream.batches()) for (const row of rows) take(row);
  } else {
    for await (const row of stream) take(row);
  }
}

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
    this.open = () => (isPath ? createReadStream(from) : from);
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
    for await (const rows of this.batches()) yield* rows;
  }

  /** The rows of each piece together: a promise for each row costs more than some rows do. */
  async *batches(): AsyncGenerator<readonly unknown[], void, undefined> {
    const { map, file } = this;
    this.rows = 0;
    const hash = createHash("sha256");
    const mapped = map === undefined ? {} : { encoding: map.encoding, isMapped: true };
    const decoding = decoder({ file, ...mapped });
    const lines = this.lines();
    let isEmpty = true;
    for await (const chunk of this.read()) {
      isEmpty &&= chunk.length === 0;
      hash.update(chunk);
      yield this.counted(lines.take(unwrap(decoding.take(chunk))));
    }
    if (isEmpty) throw new RefusedError([emptyFile(file)]);
    yield this.counted(lines.take(unwrap(decoding.finish())));
    yield this.counted(lines.finish());
    const issues = lines.issues();
    if (issues.length > 0) throw new RefusedError(issues);
    this.sha256 = hash.digest("hex");
  }

  /** The pieces; an error of the system becomes an issue. */
  private async *read(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* this.open();
    } catch (error) {
      throw new RefusedError([fileFault(this.file, error)]);
    }
  }

  /** A bad line gives no row; it is told behind the last one. */
  private counted(rows: readonly unknown[]): readonly unknown[] {
    const good = rows.includes(undefined) ? rows.filter((row) => row !== undefined) : rows;
    this.rows += good.length;
    return good;
  }

  private lines(): Lines {
    const { map, file } = this;
    if (map === undefined) {
      const reader = ndjsonReader(file);
      return { take: (text) => reader.take(text), finish: () => [], issues: () => reader.issues() };
    }
    const reader = csvReader({ map, file });
    let issues: readonly Issue[] = [];
    return {
      take: (text) => reader.take(text),
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
  finish(): readonly unknown[];
  issues(): readonly Issue[];
}
