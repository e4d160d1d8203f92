/** The world as a command sees it, so that tests can give it another one. */
export interface Io {
  /** Standard input, read only where an argument is `-`. */
  readonly stdin: AsyncIterable<Uint8Array>;
  /**
   * Writes to standard output and waits until it is taken. A closed pipe is no error: the reader
   * has seen enough.
   *
   * @throws When the device is full or broken.
   */
  readonly stdout: (text: string) => Promise<void>;
  readonly stderr: (text: string) => Promise<void>;
  /** Relative paths start here. */
  readonly cwd: string;
}

/** The code of a system error, such as "ENOENT"; "" for anything else. */
export function systemCode(error: unknown): string {
  const isCoded = error instanceof Error && "code" in error && typeof error.code === "string";
  return isCoded ? String(error.code) : "";
}
