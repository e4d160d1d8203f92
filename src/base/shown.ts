const charactersMax = 80;
const entriesMax = 8;
const depthMax = 3;

// Cc controls, Cf bidi marks and zero-width characters, Zl and Zp line separators, Cs lone surrogates.
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * The text with every control, bidi, zero-width and separator character and every lone surrogate
 * written as `\u{..}`: what a person reads is what stands there, and a terminal obeys none of it.
 */
export function printable(text: string): string {
  return text.replace(invisible, escapeOf);
}

/**
 * Any value as short text for a message: like JSON, at most 80 characters, one line, with
 * `12n` for a bigint and `…` where something was left out. Never throws and runs no `toJSON`.
 */
export function shown(value: unknown): string {
  try {
    return shortened(render(value, []));
  } catch {
    // A revoked proxy, or a getter that throws.
    return "a value that cannot be read";
  }
}

function render(value: unknown, parents: readonly object[]): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "bigint") return bigintText(value);
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return "a symbol";
  if (typeof value === "object" && value !== null) return renderObject(value, parents);
  return Object.is(value, -0) ? "-0" : String(value);
}

function renderObject(value: object, parents: readonly object[]): string {
  if (parents.includes(value)) return "a cycle";
  if (value instanceof Date) return quoted(dateText(value));
  const isArray = Array.isArray(value);
  const [opening, closing] = isArray ? ["[", "]"] : ["{", "}"];
  if (parents.length >= depthMax) return `${opening}…${closing}`;
  const inside = [...parents, value];
  const entries = isArray
    ? value.slice(0, entriesMax + 1).map((item: unknown) => render(item, inside))
    : Object.keys(value)
        .slice(0, entriesMax + 1)
        .map((key) => `${quoted(key)}:${render((value as Record<string, unknown>)[key], inside)}`);
  const kept = entries.length > entriesMax ? [...entries.slice(0, entriesMax), "…"] : entries;
  return `${opening}${kept.join(",")}${closing}`;
}

function dateText(date: Date): string {
  return Number.isNaN(date.getTime()) ? "Invalid Date" : date.toISOString();
}

function quoted(text: string): string {
  const start = text.length > charactersMax ? text.slice(0, charactersMax) : text;
  return `"${printable(start.replace(/["\\]/g, "\\$&"))}"`;
}

/** Writing a huge bigint out takes more than linear time, so its size alone is told. */
function bigintText(value: bigint): string {
  const limit = 10n ** BigInt(charactersMax);
  if (value >= limit) return `an integer of at least 1e${charactersMax}`;
  return value <= -limit ? `an integer of at most -1e${charactersMax}` : `${value}n`;
}

/** Cuts between whole characters, never inside a surrogate pair. */
function shortened(text: string): string {
  if (text.length <= charactersMax) return text;
  const start = text.slice(0, charactersMax - 1);
  return `${start.replace(/[\uD800-\uDBFF]$/, "")}…`;
}

function escapeOf(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
