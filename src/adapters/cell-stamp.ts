import { accepted, type Issue, type Result, refused, shown } from "../base/result.ts";
import { type Instant, instant } from "../time/instant.ts";
import { formatInstant, parseLocalStamp, parseStamp, stampMs } from "../time/stamp.ts";
import { instantOfWall, possibleInstants, type Zone } from "../time/zone.ts";

/**
 * The stamps of a column. Left out: RFC 3339, and where a zone is named also without offset.
 * `local`: never with an offset. A pattern such as "DD.MM.YYYY HH:mm" is local too.
 */
export type StampFormat = "stamp" | "local" | "epoch-s" | "epoch-ms" | Pattern;

/** A pattern as a regular expression, and which part of the stamp each group is. */
export interface Pattern {
  readonly text: string;
  readonly expression: RegExp;
  readonly groups: readonly Token[];
}

type Token = keyof typeof tokens;
const tokens = {
  YYYY: "(\\d{4})",
  MM: "(\\d{1,2})",
  DD: "(\\d{1,2})",
  HH: "(\\d{1,2})",
  hh: "(\\d{1,2})",
  mm: "(\\d{1,2})",
  ss: "(\\d{1,2})",
  SSS: "(\\d{3})",
  A: "([AaPp])\\.?[Mm]\\.?",
} as const;
const isToken = (part: string): part is Token => Object.hasOwn(tokens, part);

/** What a written pattern means; nothing where a part of it is not known, or a needed one missing. */
export function stampPattern(text: string): Pattern | undefined {
  const parts: readonly string[] = text.match(/YYYY|MM|DD|HH|hh|mm|SSS|ss|[\s\S]/g) ?? [];
  const groups = parts.filter(isToken);
  const literals = parts.filter((part) => !isToken(part));
  const has = (token: Token) => groups.includes(token);
  const isWhole = has("YYYY") && has("MM") && has("DD") && has("mm") && has("HH") !== has("hh");
  const isClear = new Set(groups).size === groups.length && has("hh") === has("A");
  if (!isWhole || !isClear || literals.some((part) => /[A-Za-z0-9]/.test(part) && part !== "T"))
    return undefined;
  const source = parts.map((part) => (isToken(part) ? tokens[part] : `\\u{${hex(part)}}`));
  return { text, expression: new RegExp(`^${source.join("")}$`, "u"), groups };
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16);
}

/** An instant, and what was odd about the wall clock that showed it. */
export interface CellStamp {
  readonly at: Instant;
  /** `gap`: the clock never showed it, moved forward. `twice`: shown twice, the first is taken (3). */
  readonly odd?: "gap" | "twice";
}

/** Reads one cell. A blank between date and time is taken for a T. */
export function readCellStamp(
  cell: string,
  format: StampFormat,
  zone: Zone | undefined,
  path: Issue["path"],
): Result<CellStamp> {
  if (format === "epoch-s" || format === "epoch-ms") return epochStamp(cell, format, path);
  if (typeof format === "object") return patternStamp(cell, format, zone, path);
  const text = cell[10] === " " ? `${cell.slice(0, 10)}T${cell.slice(11)}` : cell;
  const isLocal = format === "local" || (zone !== undefined && !hasOffset.test(text));
  if (isLocal) return localStamp(text, zone, path);
  const read = parseStamp(text, path);
  return read.ok ? accepted({ at: read.value }) : read;
}

const hasOffset = /T.*(?:Z|[+-]\d\d:?\d\d)$/;

function localStamp(text: string, zone: Zone | undefined, path: Issue["path"]): Result<CellStamp> {
  // Read as if it were UTC, which takes a tenth of the time; the exact way says what is wrong.
  const quick = stampMs(`${text}Z`);
  const wall = Number.isNaN(quick) ? parseLocalStamp(text, path) : accepted(quick);
  if (!wall.ok) return wall;
  if (zone === undefined) throw new TypeError("a map names a zone for each local column");
  const [only, second] = possibleInstants(zone, wall.value);
  if (only === undefined) return accepted({ at: instantOfWall(zone, wall.value), odd: "gap" });
  return accepted(second === undefined ? { at: only } : { at: only, odd: "twice" });
}

function epochStamp(
  cell: string,
  format: "epoch-s" | "epoch-ms",
  path: Issue["path"],
): Result<CellStamp> {
  const hint = "give whole seconds or milliseconds since 1970, as the map says";
  if (!/^\d{1,15}$/.test(cell)) return malformed(cell, hint, path);
  const ms = Number(cell) * (format === "epoch-s" ? 1000 : 1);
  // Formatted and read once more: the range of stamps is decided in one place.
  if (ms > 8.64e15) return malformed(cell, hint, path);
  const read = parseStamp(formatInstant(instant(ms)), path);
  return read.ok ? accepted({ at: read.value }) : malformed(cell, hint, path);
}

function patternStamp(
  cell: string,
  { text, expression, groups }: Pattern,
  zone: Zone | undefined,
  path: Issue["path"],
): Result<CellStamp> {
  const match = expression.exec(cell);
  if (match === null) return malformed(cell, `the map says that it is written ${text}`, path);
  const part = (token: Token) => match[groups.indexOf(token) + 1] ?? "";
  const two = (token: Token) => part(token).padStart(2, "0");
  const hour = groups.includes("hh") ? hourOf(Number(part("hh")), part("A")) : two("HH");
  if (hour === undefined) return malformed(cell, "hours before AM and PM go from 1 to 12", path);
  const second = groups.includes("ss") ? `:${two("ss")}` : "";
  const decimals = groups.includes("SSS") && second !== "" ? `.${part("SSS")}` : "";
  const date = `${part("YYYY")}-${two("MM")}-${two("DD")}`;
  return localStamp(`${date}T${hour}:${two("mm")}${second}${decimals}`, zone, path);
}

/** 12 AM is midnight, 12 PM is noon. */
function hourOf(hour: number, half: string): string | undefined {
  if (hour < 1 || 12 < hour) return undefined;
  return String((hour % 12) + (/p/i.test(half) ? 12 : 0)).padStart(2, "0");
}

function malformed(cell: string, hint: string, path: Issue["path"]): Result<never> {
  const value = shown(cell);
  const message = `cannot use the time ${value}`;
  return refused([{ code: "stamp.malformed", path, message, hint, value }]);
}
