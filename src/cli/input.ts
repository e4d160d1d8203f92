import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename, resolve } from "node:path";
import { accepted, type Issue, type Result, refused } from "../index.ts";
import { type Io, systemCode } from "./io.ts";

/** One file as read: its text, and what the manifest says about it. */
export interface Input {
  /** As the user wrote it; `-` is standard input. */
  readonly path: string;
  /** As it appears in a statement: without its folder, so that the same files give the same bytes. */
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

/** Bytes of one file of records; the text must fit into one string. */
export const bytesMax = 500_000_000;

/** Reads a whole file, or standard input for `-`, as UTF-8. */
export async function readInput(path: string, io: Io): Promise<Result<Input>> {
  const file = path === "-" ? "standard input" : path;
  const bytes = await readBytes(path, file, io);
  if (!bytes.ok) return bytes;
  const text = utf8Text(bytes.value, file);
  if (!text.ok) return text;
  const name = path === "-" ? "-" : basename(path);
  const sha256 = createHash("sha256").update(bytes.value).digest("hex");
  return accepted({ path, name, text: text.value, sha256 });
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
    return refused([unreadable(file, error)]);
  }
  if (length === 0) return refused([emptyFile(file)]);
  return accepted(Buffer.concat(chunks, length));
}

function emptyFile(file: string): Issue {
  const hint = "check that the export has finished, and that it is the right file";
  return { code: "file.empty", path: [], message: "the file is empty", hint, file };
}

function tooLarge(file: string): Issue {
  const hint = "split it into several files, and name each with --records";
  return { code: "file.too-large", path: [], message: `more than ${bytesMax} bytes`, hint, file };
}

const faults: Readonly<Record<string, readonly [code: string, message: string, hint: string]>> = {
  ENOENT: [
    "file.missing",
    "there is no such file",
    "check the path; it is relative to this folder",
  ],
  ENOTDIR: ["file.missing", "there is no such file", "a part of the path is not a folder"],
  EACCES: ["file.unreadable", "the file may not be read", "ask for the right to read it"],
  EPERM: ["file.unreadable", "the file may not be read", "ask for the right to read it"],
  EISDIR: ["file.is-a-folder", "this is a folder", "name the file in it"],
  ELOOP: ["file.unreadable", "the link leads back to itself", "name the file itself"],
};

function unreadable(file: string, error: unknown): Issue {
  const code = systemCode(error);
  const known = faults[code];
  const [name, message, hint] = known ?? [
    "file.unreadable",
    `the file cannot be read (${code === "" ? "unknown error" : code})`,
    "check the path and the disk",
  ];
  return { code: name, path: [], message, hint, file };
}

function utf8Text(bytes: Buffer, file: string): Result<string> {
  if (bytes.length >= 2 && (isStart(bytes, 0xff, 0xfe) || isStart(bytes, 0xfe, 0xff))) {
    const hint = "save it as UTF-8: iconv -f UTF-16 -t UTF-8 file > new-file";
    return refused([{ code: "file.utf-16", path: [], message: "the text is UTF-16", hint, file }]);
  }
  try {
    // The decoder takes a byte order mark away.
    return accepted(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    const hint = "save the file as UTF-8";
    const line = badLine(bytes);
    const message = "the text is not UTF-8";
    return refused([{ code: "file.not-utf-8", path: [], message, hint, file, line }]);
  }
}

function isStart(bytes: Buffer, first: number, second: number): boolean {
  return bytes[0] === first && bytes[1] === second;
}

/** The first line that is not UTF-8: no character holds a newline byte, so each stands alone. */
function badLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end + 1;
  }
  return line;
}
