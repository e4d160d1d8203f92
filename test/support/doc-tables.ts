import { parse } from "yaml";
import { businessTime, type ClockReading, calendarOf, clocksAt } from "../../src/clock.ts";
import type { ContractInput } from "../../src/contract.ts";
import {
  clockPolicy,
  parseContract,
  parseRecords,
  type Statement,
  settle,
} from "../../src/index.ts";
import { contractOf } from "../rules/world.ts";
import { wallAt } from "./local-time.ts";

/**
 * Worked examples of the pages in a compact form: terms as YAML, then a table whose last column says
 * how a row is worked out by hand. Every other cell is asked of the library's public calls.
 */
export interface WorkedExample {
  readonly name: string;
  readonly terms: Terms;
  readonly columns: readonly string[];
  readonly row: readonly string[];
}

type Terms = Readonly<Record<string, unknown>>;

/** Each row of each such table of a page. */
export function workedExamples(page: string, text: string): readonly WorkedExample[] {
  const found = text.matchAll(/^```yaml\n([\s\S]*?)^```\n\n((?:^\|.*\n)+)/gm);
  return [...found].flatMap(([, yaml = "", table = ""]) => {
    const [columns = [], , ...rows] = table.trim().split("\n").map(cellsOf);
    if (columns.at(-1) !== "By hand") return [];
    return rows.map((row) => {
      const name = `${page}: ${row.slice(0, 2).join(" ")} (${Object.keys(parse(yaml)).join(", ")})`;
      return { name, terms: parse(yaml), columns, row };
    });
  });
}

function cellsOf(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

/** What the library answers, in the words of the table; the last column is not asked. */
export function answered({ terms, columns, row }: WorkedExample): readonly string[] {
  if (columns[0] === "Ask") {
    const [ask = "", wanted = ""] = row;
    return [ask, calendarAnswer(terms, code(ask), wanted)];
  }
  return clockAnswers(terms, columns, row);
}

const code = (cell: string) => /^`(.*)`$/.exec(cell)?.[1] ?? cell;

// ---------------------------------------------------------------------------------------------
// Calendars
// ---------------------------------------------------------------------------------------------

/** Local times are those of the calendar asked, the last of the list. */
function calendarAnswer(
  { calendars, attributes, timeZone = "UTC" }: Terms,
  ask: string,
  wanted: string,
): string {
  const list = calendars as NonNullable<ContractInput["calendars"]>;
  const own = (attributes ?? {}) as Readonly<Record<string, string>>;
  const contract = parseContract(contractOf({ calendars: list, timeZone: String(timeZone) }));
  const calendar = calendarOf(contract, list.at(-1)?.id ?? "");
  const time = businessTime(calendar, { attributes: own });
  const { zone } = calendar;
  const place = typeof zone === "string" ? zone : (own[zone.attribute] ?? "");
  const at = (text: string) => (/Z$|[+-]\d\d:\d\d$/.test(text) ? text : time.localToInstant(text));
  const [verb, ...words] = ask.split(" ");
  const [first = "", , last = ""] = words;
  switch (verb) {
    case "hours": {
      const [from, until] = [
        time.localToInstant(`${first}T00:00`),
        time.localToInstant(`${first}T24:00`),
      ];
      const open = time.openIntervals(from, until).map(({ start, end }) => {
        const shown = clockTime(place, end);
        return `${clockTime(place, start)}–${end === until && shown === "00:00" ? "24:00" : shown}`;
      });
      return open.length === 0 ? "closed" : open.join(", ");
    }
    case "open":
      return time.isOpen(at(first)) ? "yes" : "no";
    case "day":
      return time.isBusinessDay(first) ? "yes" : "no";
    case "elapsed":
      return lengthText(time.elapsedMs(at(first), at(last)));
    case "due":
    case "before": {
      const span = parse(words.slice(1).join(" "));
      const found = verb === "due" ? time.dueAt(at(first), span) : time.before(at(first), span);
      return Date.parse(String(at(wanted))) === found || at(wanted) === found
        ? wanted
        : localText(place, found);
    }
    default:
      throw new TypeError(`no question: ${ask}`);
  }
}

function localText(zone: string, at: number): string {
  return new Date(wallAt(zone, at)).toISOString().slice(0, 16);
}

function clockTime(zone: string, at: number): string {
  return localText(zone, at).slice(11);
}

/** "PT1H30M". */
function lengthText(ms: number): string {
  const minutes = ms / 60_000;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `PT${hours > 0 || rest === 0 ? `${hours}H` : ""}${rest > 0 ? `${rest}M` : ""}`;
}

// ---------------------------------------------------------------------------------------------
// Clocks and duties, in UTC; "10-12 09:00" is that minute of 2026
// ---------------------------------------------------------------------------------------------

const office = { id: "office", weekly: { "mon-fri": ["09:00-17:00"] } };

function clockAnswers(
  terms: Terms,
  columns: readonly string[],
  row: readonly string[],
): readonly string[] {
  const given = columns.flatMap((column, index) => {
    const name = /^`(.*)`$/.exec(column)?.[1];
    return name === undefined ? [] : [[name, parse(code(row[index] ?? ""))] as const];
  });
  const world = worldOf(terms, Object.fromEntries(given));
  return columns.slice(0, -1).map((column, index) => {
    const cell = row[index] ?? "";
    if (/^`/.test(column)) return cell;
    return column === "Cycle" ? cell : world.answer(column, row[columns.indexOf("Cycle")]);
  });
}

interface World {
  readonly answer: (column: string, cycle: string | undefined) => string;
}

function worldOf(terms: Terms, given: Terms): World {
  const {
    asOf = "2026-11-05T00:00:00Z",
    within,
    attainment = terms.attainment,
    severalMatch = "first",
    ...measure
  } = given;
  const targets = (terms.targets as object[]).map((target, index) => {
    const old = (target as { within: object }).within;
    const isLength = within !== undefined && !Object.hasOwn(within as object, "met");
    return index > 0 || within === undefined
      ? target
      : { ...target, within: isLength ? within : { ...old, ...(within as object) } };
  });
  const contract = parseContract(
    contractOf({
      calendars: (terms.calendars as []) ?? [office],
      commitments: [
        {
          id: "promise",
          clause: "1.1",
          scope: { service: "web" },
          period: "calendar-month",
          measure: { facts: "cycles", figure: "each", ...(terms.measure as object), ...measure },
          excludes: [],
          targets,
          severalMatch,
          ...(attainment === undefined ? {} : { attainment }),
        } as unknown as ContractInput["commitments"][number],
      ],
    }),
  );
  const tickets = ticketsOf(terms);
  const facts = ((terms.facts ?? []) as object[]).map((fact, index) => ({
    type: "fact",
    id: `F-${index + 1}`,
    ...fact,
  }));
  const records = parseRecords(
    [...tickets.map((one) => ({ type: "ticket", ...one })), ...facts],
    contract,
  );
  const settled = (period: string) => settle({ contract, records, period, asOf: String(asOf) });
  const readings = () =>
    tickets.flatMap((ticket) => clocksAt(clockPolicy(contract), ticket as never, String(asOf)));
  return {
    answer: (column, cycle) => {
      const own = readings().filter((one) => cycle === undefined || nameOf(one) === cycle);
      return readingAnswer(column, own) ?? resultAnswer(column, settled);
    },
  };
}

/** `resolvedAfter` stands for tickets that are opened on 12 October at 09:00 and resolved so much later. */
function ticketsOf({ ticket, tickets = [], resolvedAfter = [] }: Terms): readonly object[] {
  const openedAt = "2026-10-12T09:00:00Z";
  const resolved = (resolvedAfter as string[]).map((length) => {
    const [, hours = "0", minutes = "0"] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(length) ?? [];
    const at = Date.parse(openedAt) + (Number(hours) * 60 + Number(minutes)) * 60_000;
    return { openedAt, events: [{ event: "resolved", at: new Date(at).toISOString() }] };
  });
  const all = [...(ticket === undefined ? [] : [ticket]), ...(tickets as object[]), ...resolved];
  return all.map((one, index) => ({ id: `T-${index + 1}`, service: "web", ...(one as object) }));
}

function nameOf({ ticket, cycle }: ClockReading): string {
  return cycle === 1 ? ticket : `${ticket}#${cycle}`;
}

function readingAnswer(column: string, readings: readonly ClockReading[]): string | undefined {
  const say = (one: ClockReading): string | undefined => {
    switch (column) {
      case "Begun":
        return shortText(one.startedAt);
      case "Due":
        return shortText(one.dueAt);
      case "Stopped":
        return shortText(one.stoppedAt);
      case "Counted":
        return lengthText(one.elapsedMs);
      case "Left":
        return one.remainingMs === undefined ? "–" : lengthText(one.remainingMs);
      case "Late":
        return lengthText(one.lateMs);
      case "State":
        return one.state;
      case "Row":
        return one.row?.shown ?? "–";
      default:
        return undefined;
    }
  };
  const said = readings.map(say);
  return said.length === 0 || said.includes(undefined) ? undefined : said.join("; ");
}

function resultAnswer(column: string, settled: (period: string) => Statement): string {
  const months = ["2026-09", "2026-10", "2026-11", "2026-12"];
  if (column === "Period") {
    const asked = months.slice(0, 3).filter((period) => {
      const { population } = only(settled(period));
      return (population?.counted ?? 0) + (population?.open ?? 0) > 0;
    });
    return asked.join("; ");
  }
  const statement = settled("2026-10");
  const result = only(statement);
  switch (column) {
    case "Figure":
      return result.figure?.shown ?? "–";
    case "Verdict":
      return result.verdict;
    case "Met":
      return String(result.population?.met);
    case "Misses":
      return result.misses.ids.length === 0 ? "none" : result.misses.ids.join("; ");
    case "Open":
      return String(result.population?.open);
    case "Used":
      return (result.entitlements ?? [])
        .map(({ period, used, quota, left }) => `${period}: ${used} of ${quota}, ${left} left`)
        .join("; ");
    case "Not counted":
      return statement.evidence.notCounted.map(({ why }) => why).join("; ");
    case "Due":
      return statement.evidence.tickets
        .map(({ dueAt }) => shortText(dueAt === undefined ? undefined : Date.parse(dueAt)))
        .join("; ");
    default:
      throw new TypeError(`no column: ${column}`);
  }
}

function only({ results }: Statement): Statement["results"][number] {
  const [result] = results;
  if (result === undefined) throw new TypeError("no result");
  return result;
}

/** "10-12 09:00" in UTC, with the year before it where that is another. */
function shortText(at: number | undefined): string {
  if (at === undefined) return "–";
  const text = new Date(at).toISOString().slice(0, 16).replace("T", " ");
  return text.startsWith("2026-") ? text.slice(5) : text;
}
