import { randomBytes } from "node:crypto";
import { constants, rmSync } from "node:fs";
import { access, type FileHandle, open, readlink, realpath, rename, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type Io, systemCode } from "./io.ts";
import { withCleanup } from "./signals.ts";
import { OutputError } from "./status.ts";

const linksMax = 40;
/** Written in pieces, so that an interrupt is seen between two of them. */
const pieceBytes = 1 << 20;

/**
 * Writes the whole text to a file, or to standard output for `-` and for no path. A regular file is
 * replaced in one step: the text goes to a new file beside it, reaches the disk, and then takes the
 * name. Whatever goes wrong, the old file stays and no other one is left. Links are followed;
 * devices and pipes are written directly.
 *
 * @throws {OutputError} When it could not be written.
 */
export async function writeOutput(path: string | undefined, text: string, io: Io): Promise<void> {
  const shownPath = isStandardOutput(path) ? "standard output" : path;
  try {
    if (isStandardOutput(path)) await io.stdout(text);
    else await writePath(resolve(io.cwd, path), text);
  } catch (error) {
    throw new OutputError(`cannot write ${shownPath}: ${reasonOf(error)}`);
  }
}

/** Under its device name too: replacing the file behind it would lose what `>>` is to keep. */
function isStandardOutput(path: string | undefined): path is undefined | "-" | "/dev/stdout" {
  return path === undefined || path === "-" || path === "/dev/stdout";
}

async function writePath(path: string, text: string): Promise<void> {
  const existing = await stat(path).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  });
  if (existing?.isDirectory() === true) throw Object.assign(new Error(), { code: "EISDIR" });
  if (existing !== undefined && !existing.isFile()) return writeDirectly(path, text);
  // Renaming would pass by the protection of the file that is replaced.
  if (existing !== undefined) await access(path, constants.W_OK);
  const target = existing === undefined ? await targetOf(path) : await realpath(path);
  await replace(target, text, existing?.mode);
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

async function replace(target: string, text: string, mode: number | undefined): Promise<void> {
  const folder = dirname(target);
  const beside = join(folder, `.makegood-${process.pid}-${randomBytes(6).toString("hex")}.tmp`);
  const remove = () => rmSync(beside, { force: true });
  await withCleanup(remove, async () => {
    try {
      const handle = await open(beside, "wx", mode === undefined ? 0o666 : mode & 0o777);
      try {
        if (mode !== undefined) await handle.chmod(mode & 0o777);
        await writePieces(handle, text);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(beside, target);
    } catch (error) {
      remove();
      throw error;
    }
  });
  await syncFolder(folder);
}

async function writePieces(handle: FileHandle, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    await handle.writeFile(bytes.subarray(start, start + pieceBytes));
  }
}

/** Makes the new name itself reach the disk, where the system can; the file is whole either way. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function writeDirectly(path: string, text: string): Promise<void> {
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
  ELOOP: "the link leads back to itself",
  ENAMETOOLONG: "the name is too long",
};

function reasonOf(error: unknown): string {
  const code = systemCode(error);
  return reasons[code] ?? (code === "" ? "unknown error" : code);
}
