import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename, resolve } from "node:path";
import { decoded } from "../adapters/decode.ts";
import { emptyFile, fileFault } from "../adapters/file-fault.ts";
import type { RecordMap } from "../adapters/map.ts";
import { accepted, type Issue, type Result, refused } from "../index.ts";
import type { Io } from "./io.ts";

/** One file as read: its text, and what the manifest says about it. */
export interface Input {
  /** As the user wrote it; `-` is standard input. */
  readonly path: string;
  /** As it appears in a statement: without its folder, so that the same files give the same bytes. */
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
  /** The map of a table. */
  readonly map?: RecordMap;
}

/** Bytes of one file of records; the text must fit into one string. */
export const bytesMax = 500_000_000;

/** A file to read, and the map by which a table is read. */
export interface Request {
  readonly path: string;
  readonly map?: RecordMap;
}

/** Reads a whole file, or standard input for `-`: as UTF-8, unless a map says else. */
export async function readInput({ path, map }: Request, io: Io): Promise<Result<Input>> {
  const file = path === "-" ? "standard input" : path;
  const bytes = await readBytes(path, file, io);
  if (!bytes.ok) return bytes;
  const mapped = map === undefined ? {} : { encoding: map.encoding, isMapped: true };
  const text = decoded(bytes.value, { file, ...mapped });
  if (!text.ok) return text;
  const name = path === "-" ? "-" : basename(path);
  const sha256 = createHash("sha256").update(bytes.value).digest("hex");
  return accepted({ path, name, text: text.value, sha256, ...(map !== undefined && { map }) });
}

async function readBytes(path: string, file: string, io: Io): Promise<Result<Buffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    const stream = path === "-" ? io.stdin : createReadStream(resolve(io.cwd, path));
    for await (const chunk of stream) {
      chunks.push(chunk as Uint8Array);
      length += (chunk as Uint8Array).length;
      if (length > bytesMax) return refused([tooLarge(file)]);
    }
  } catch (error) {
    return refused([fileFault(file, error)]);
  }
  if (length === 0) return refused([emptyFile(file)]);
  return accepted(Buffer.concat(chunks, length));
}

function tooLarge(file: string): Issue {
  const hint = "split it into several files, and name each with --records";
  return { code: "file.too-large", path: [], message: `more than ${bytesMax} bytes`, hint, file };
}
