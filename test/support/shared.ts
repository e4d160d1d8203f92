import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Set to 1 where the folder must be there: a missing one then fails instead of being skipped. */
const isRequired = process.env.MAKEGOOD_REQUIRE_SHARED === "1";

const root = fileURLToPath(new URL("../../../shared/", import.meta.url));

/** An optional file of extra cases in `../shared`, beside the repository. */
export interface SharedFile {
  readonly path: string;
  /**
   * True when the tests that read the file are to be skipped: it is absent and not required.
   * For `describe.skipIf(file.isAbsent)`.
   */
  readonly isAbsent: boolean;
  /** For the title of the block, so that a skipped one says why. */
  readonly note: string;
}

/** @throws {Error} When the file is absent and MAKEGOOD_REQUIRE_SHARED=1. */
export function shared(path: string): SharedFile {
  const full = root + path;
  const isThere = existsSync(full);
  if (!isThere && isRequired) {
    throw new Error(`../shared/${path} is absent, and MAKEGOOD_REQUIRE_SHARED=1 asks for it`);
  }
  return {
    path: full,
    isAbsent: !isThere,
    note: isThere ? `../shared/${path}` : `skipped: ../shared/${path} is absent`,
  };
}
