import { randomBytes } from "node:crypto";
import { constants, rmSync } from "node:fs";
import {
  access,
  type FileHandle,
  mkdir,
  open,
  readlink,
  realpath,
  rename,
  stat,
} from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type Io, systemCode } from "./io.ts";
import { withCleanup } from "./signals.ts";
import { OutputError } from "./status.ts";

const linksMax = 40;
/** Written in pieces, so that an interrupt is seen between two of them. */
const pieceBytes = 1 << 20;

/** A text, as a whole or in pieces of any size. */
export type Text = string | Iterable<string>;

/** A text, and where it goes: standard output for `-` and without a path. */
export interface OutputFile {
  readonly path: string | undefined;
  readonly text: Text;
}

/** Whether something on the disk is named, not standard output. */
export function isFile(output: string | undefined): output is string {
  return output !== undefined && output !== "-" && output !== "/dev/stdout";
}

/** Writes one text, as `writeOutputs` does. */
export async function writeOutput(path: string | undefined, text: Text, io: Io): Promise<void> {
  await writeOutputs([{ path, text }], io);
}

/**
 * Writes whole texts to files, or to standard output. A regular file is replaced in one step: the
 * text goes to a new file beside it, reaches the disk, and then takes the name; of several files
 * none takes its name before all have reached the disk. Whatever goes wrong until then, the old files
 * stay and no other one is left. Links are followed; devices and pipes are written directly.
 *
 * @throws {OutputError} When something could not be written.
 */
export async function writeOutputs(files: readonly OutputFile[], io: Io): Promise<void> {
  const staged: Staged[] = [];
  const remove = () => {
    for (const { beside } of staged) if (beside !== undefined) rmSync(beside, { force: true });
  };
  await withCleanup(remove, async () => {
    try {
      for (const file of files) await told(file, () => stage(file, staged, io));
      for (const one of staged) await told(one.file, one.finish);
    } finally {
      // What took its name is no longer there.
      remove();
    }
  });
}

/** @throws {OutputError} When there is none and it cannot be made. */
export async function makeFolder(path: string, io: Io): Promise<void> {
  await told({ path }, async () => {
    await mkdir(resolve(io.cwd, path), { recursive: true });
  });
}

async function told({ path }: Pick<OutputFile, "path">, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const shownPath = isStandardOutput(path) ? "standard output" : path;
    throw new OutputError(`cannot write ${shownPath}: ${reasonOf(error)}`);
  }
}

/** A text that is ready to take its name, or to go out. */
interface Staged {
  readonly file: OutputFile;
  /** Where it lies until then. */
  readonly beside: string | undefined;
  readonly finish: () => Promise<void>;
}

/** Under its device name too: replacing the file behind it would lose what `>>` is to keep. */
function isStandardOutput(path: string | undefined): path is undefined | "-" | "/dev/stdout" {
  return path === undefined || path === "-" || path === "/dev/stdout";
}

async function stage(file: OutputFile, staged: Staged[], io: Io): Promise<void> {
  const { path: given, text } = file;
  if (isStandardOutput(given)) {
    staged.push({ file, beside: undefined, finish: () => tell(text, io) });
    return;
  }
  const path = resolve(io.cwd, given);
  const existing = await stat(path).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  });
  if (existing?.isDirectory() === true) throw Object.assign(new Error(), { code: "EISDIR" });
  if (existing !== undefined && !existing.isFile()) {
    staged.push({ file, beside: undefined, finish: () => writeDirectly(path, text) });
    return;
  }
  // Renaming would pass by the protection of the file that is replaced.
  if (existing !== undefined) await access(path, constants.W_OK);
  const target = existing === undefined ? await targetOf(path) : await realpath(path);
  const name = `.makegood-${process.pid}-${randomBytes(6).toString("hex")}.tmp`;
  const beside = join(dirname(target), name);
  const finish = async () => {
    await rename(beside, target);
    await syncFolder(dirname(target));
  };
  staged.push({ file, beside, finish });
  await writeBeside(beside, text, existing?.mode);
}

/** Where a link that leads to no file yet points to; any other path is its own target. */
async function targetOf(path: string): Promise<string> {
  let target = path;
  for (let count = 0; count < linksMax; count += 1) {
    const next = await readlink(target).catch(() => undefined);
    if (next === undefined) return target;
    target = resolve(dirname(target), next);
  }
  return target;
}

async function writeBeside(beside: string, text: Text, mode: number | undefined): Promise<void> {
  const handle = await open(beside, "wx", mode === undefined ? 0o666 : mode & 0o777);
  try {
    if (mode !== undefined) await handle.chmod(mode & 0o777);
    await writePieces(handle, text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writePieces(handle: FileHandle, text: Text): Promise<void> {
  for (const piece of piecesOf(text)) {
    const bytes = Buffer.from(piece);
    for (let start = 0; start < bytes.length; start += pieceBytes) {
      await handle.writeFile(bytes.subarray(start, start + pieceBytes));
    }
  }
}

async function tell(text: Text, { stdout }: Io): Promise<void> {
  for (const piece of piecesOf(text)) await stdout(piece);
}

/** A text as a whole is one piece; small ones are put together, so that a line is no write. */
function* piecesOf(text: Text): Generator<string, void, undefined> {
  if (typeof text === "string") {
    yield text;
    return;
  }
  let parts: string[] = [];
  let letters = 0;
  for (const part of text) {
    parts.push(part);
    letters += part.length;
    if (letters < pieceBytes) continue;
    yield parts.join("");
    parts = [];
    letters = 0;
  }
  yield parts.join("");
}

/** Makes the new name itself reach the disk, where the system can; the file is whole either way. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function writeDirectly(path: string, text: Text): Promise<void> {
  try {
    const handle = await open(path, constants.O_WRONLY);
    try {
      await writePieces(handle, text);
    } finally {
      await handle.close();
    }
  } catch (error) {
    // The reader of a pipe has seen enough.
    if (systemCode(error) !== "EPIPE") throw error;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "the folder does not exist",
  ENOTDIR: "a part of the path is not a folder",
  EACCES: "it is not allowed to write there",
  EPERM: "it is not allowed to write there",
  EROFS: "the disk can only be read",
  ENOSPC: "the disk is full",
  EDQUOT: "the quota of the disk is used up",
  EFBIG: "the file would be too large",
  EISDIR: "it is a folder",
  EEXIST: "it is a file, and a folder is needed",
  ELOOP: "the link leads back to itself",
  ENAMETOOLONG: "the name is too long",
};

function reasonOf(error: unknown): string {
  const code = systemCode(error);
  return reasons[code] ?? (code === "" ? "unknown error" : code);
}
