const prefix = "sha256:";

/** A hash with the name of its function: whole, or its first characters and `…`. */
export function hashText(hash: string, charactersMax = Number.POSITIVE_INFINITY): string {
  const digits = hash.startsWith(prefix) ? hash.slice(prefix.length) : hash;
  const isWhole = digits.length <= charactersMax;
  return `${prefix}${isWhole ? digits : `${digits.slice(0, charactersMax)}…`}`;
}
