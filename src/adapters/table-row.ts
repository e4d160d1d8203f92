import { accepted, type Issue, type Result, refused, shown } from "../base/result.ts";
import { suggest } from "../base/suggest.ts";
import { formatInstant } from "../time/stamp.ts";
import { readCellStamp } from "./cell-stamp.ts";
import {
  type CellsWhere,
  type Column,
  type Columns,
  columnOf,
  type EventTemplate,
  eventShape,
  fieldsOf,
  isColumn,
  namedColumns,
  type RecordMap,
  stampsOf,
  templatesIn,
} from "./map.ts";
import { kindOf, shapeOf } from "./map-fields.ts";

// Long because: one row of a table is read in one pass; its steps share the columns.

/** From the cells of one row to the fields of a record, as a map says. */

type Path = Issue["path"];

/** One row while it is read. */
export interface TableRow {
  readonly cells: readonly string[];
  readonly issues: Issue[];
}

/** What is odd about stamps without being wrong; counted over the file. */
export interface Oddities {
  gap: number;
  twice: number;
}

type Read<T> = (row: TableRow) => T;
type Fields = Record<string, unknown>;

/** How rows of one file become records. */
export interface TableReader {
  /** Whether the map passes the row over. */
  readonly isSkipped: Read<boolean>;
  /** The record of a row; nothing where no template of a long table fits it. */
  readonly record: Read<Fields | undefined>;
  /** What stands in the columns that choose a template: `"action" is "Viewed", "to" is empty`. */
  readonly chosenBy: Read<string>;
}

/** Puts a map and the first row of a file together. */
export function tableReader(
  map: RecordMap,
  header: readonly string[],
  odd: Oddities,
): Result<TableReader> {
  const issues = headerIssues(map, header);
  if (issues.length > 0) return refused(issues);
  const at = new Map(header.map((name, index) => [name, index]));
  const table: Table = { map, at, odd };
  const isSkipped = map.skip === undefined ? () => false : where(map.skip.where, table);
  const record = map.form === "wide" ? wide(table) : long(table);
  return accepted({ isSkipped, record, chosenBy: chosenBy(table) });
}

interface Table {
  readonly map: RecordMap;
  readonly at: ReadonlyMap<string, number>;
  readonly odd: Oddities;
}

/** Columns that the map names and the file lacks, or has twice. */
function headerIssues(map: RecordMap, header: readonly string[]): readonly Issue[] {
  return columnsNamed(map).flatMap(({ name, path }): Issue[] => {
    const count = header.filter((one) => one === name).length;
    if (count === 1) return [];
    const value = shown(name);
    if (count > 1) {
      const message = `the column ${value} stands ${count} times in the first row`;
      const hint = "rename the others in the file";
      return [{ code: "csv.column-twice", path, message, hint, value }];
    }
    const near = nearest(name, header);
    const list = header.slice(0, 20).map(shown).join(", ");
    const hint = near === undefined ? `the file has: ${list}` : `did you mean ${shown(near)}?`;
    const message = `the file has no column ${value}, which the map names`;
    return [{ code: "csv.no-column", path, message, hint, value }];
  });
}

/** A name is near as well when only case or separators differ. */
function nearest(name: string, header: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[\s_.-]/g, "");
  return header.find((one) => plain(one) === plain(name)) ?? suggest(name, header);
}

/** Every column that a map names, each once, with where. */
export function columnsNamed(map: RecordMap): readonly { name: string; path: Path }[] {
  const found = [
    ...namedColumns(map).map(({ column, path }) => ({ name: column.column, path })),
    ...Object.keys(map.skip?.where ?? {}).map((name) => ({ name, path: ["skip", "where", name] })),
    ...templatesIn(map.columns).flatMap(({ when = {} }, index) =>
      Object.keys(when).map((name) => ({ name, path: ["columns", "events", index, "when", name] })),
    ),
  ];
  return [...new Map(found.toReversed().map((one) => [one.name, one])).values()].toReversed();
}

function wide(table: Table): Read<Fields> {
  const { columns, constants = {}, record } = table.map;
  const { events: _, ...own } = columns;
  const fields = group(own, fieldsOf(table.map), [], table);
  const events = templatesIn(columns).map((template, index) => wideEvent(template, index, table));
  return (row) => {
    const filled = fields(row) ?? {};
    const happened = events.flatMap((read) => read(row) ?? []);
    const withEvents = happened.length > 0 ? { events: happened } : {};
    return { type: record, ...constants, ...filled, ...withEvents };
  };
}

/** The event of a template; nothing where a time of it is empty or its condition does not hold. */
function wideEvent(template: EventTemplate, index: number, table: Table): Read<Fields | undefined> {
  const applies = where(template.when ?? {}, table);
  const fields = templateFields(template, ["events", index], table);
  const shape = eventShape(template.event);
  const times = Object.keys(template).filter((name) => kindOf(shape[name]) === "stamp");
  return (row) => {
    if (!applies(row)) return undefined;
    const before = row.issues.length;
    const event = fields(row);
    const isTimeless = times.some((name) => event[name] === undefined);
    return isTimeless && row.issues.length === before ? undefined : event;
  };
}

function long(table: Table): Read<Fields | undefined> {
  const { columns, constants = {}, record } = table.map;
  const { events: _, at: atColumn, id, ticket, customer, contract, recordedAt, ...own } = columns;
  const shapes = fieldsOf(table.map);
  const idName = record === "event" ? "ticket" : "id";
  const ticketId = leaf(columnOf((ticket ?? id) as string | Column), undefined, [idName], table);
  const at = stamp(columnOf(atColumn as string | Column), ["at"], table);
  const routed = group(onlyGiven({ customer, contract, recordedAt }), shapes, [], table);
  const fields = group(own, shapes, [], table);
  const templates = templatesIn(columns).map((template, index) => ({
    name: template.event,
    applies: where(template.when ?? {}, table),
    fields: templateFields(template, ["events", index], table),
  }));
  const routing = onlyGiven({ customer: constants.customer, contract: constants.contract });
  return (row) => {
    const template = templates.find(({ applies }) => applies(row));
    if (template === undefined) return undefined;
    const name = ticketId(row);
    const time = at(row);
    const shared = routed(row) ?? {};
    if (template.name === "opened") {
      const opened = { id: name, openedAt: time, ...shared, ...fields(row) };
      return { type: "ticket", ...constants, ...opened };
    }
    const happened = { ...template.fields(row), at: time };
    const own = { id: eventId(name, happened), ticket: name, happened };
    return { type: "event", ...routing, ...shared, ...own };
  };
}

/** The cells by which a template is taken, in the order of the map. */
function chosenBy(table: Table): Read<string> {
  const names = templatesIn(table.map.columns).flatMap(({ when = {} }) => Object.keys(when));
  const reads = [...new Set(names)].map((column) => ({ column, read: cell({ column }, table) }));
  return (row) =>
    reads
      .map(({ column, read }) => {
        const found = read(row);
        return `${shown(column)} is ${found === undefined ? "empty" : shown(found)}`;
      })
      .join(", ");
}

/** One id for one event, whatever the order of the rows: what happened, to what, and when. */
function eventId(ticket: unknown, happened: Fields): string {
  const { event, at, by, kind, reason, severity, to } = happened;
  const parts = [ticket, at, event, by, kind, reason, severity, to];
  return parts
    .filter((part) => part !== undefined)
    .join(" ")
    .slice(0, 200);
}

/** The fields of an event besides its condition: words as they stand, or from their columns. */
function templateFields(template: EventTemplate, path: Path, table: Table): Read<Fields> {
  const { when: _, ...given } = template;
  const shape = eventShape(template.event);
  const reads = Object.entries(given).map(([name, value]) => {
    const isStamp = kindOf(shape[name]) === "stamp";
    if (isStamp) return [name, stamp(columnOf(value as string | Column), [...path, name], table)];
    if (isColumn(value)) return [name, leaf(value, shape[name], [...path, name], table)];
    return [name, () => value];
  }) as readonly (readonly [string, Read<unknown>])[];
  return (row) => filled(reads, row);
}

/** The fields of a group; nothing where all their cells are empty. */
function group(
  columns: Columns,
  shape: Readonly<Record<string, unknown>>,
  path: Path,
  table: Table,
): Read<Fields | undefined> {
  const reads = Object.entries(columns).flatMap(([name, given]) => {
    if (given === undefined) return [];
    const inner = [...path, name];
    const kind = kindOf(shape[name]);
    if (kind === "group" || kind === "named-texts")
      return [[name, group(given as Columns, shapeOf(shape[name]), inner, table)] as const];
    const column = columnOf(given as string | Column);
    return [[name, leaf(column, shape[name], inner, table)] as const];
  });
  return (row) => {
    const fields = filled(reads, row);
    return Object.keys(fields).length === 0 ? undefined : fields;
  };
}

/** Only what is there: an empty cell means that the field is absent. */
function filled(reads: readonly (readonly [string, Read<unknown>])[], row: TableRow): Fields {
  const fields: Fields = {};
  for (const [name, read] of reads) {
    const value = read(row);
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}

function leaf(column: Column, schema: unknown, path: Path, table: Table): Read<unknown> {
  const kind = kindOf(schema);
  if (kind === "stamp") return stamp(column, path, table);
  if (kind === "whole") return whole(column, path, table);
  if (kind === "texts") return texts(column, table);
  return text(column, path, table);
}

/** The cell without spaces around it; nothing where it is empty. */
function cell({ column }: Column, { at }: Table): Read<string | undefined> {
  const index = at.get(column) ?? -1;
  return ({ cells }) => {
    const found = cells[index]?.trim();
    return found === "" ? undefined : found;
  };
}

/** A copy of a cell that is kept: a mere slice would keep all the text around it in memory. */
function owned(found: string): string {
  return `.${found}`.slice(1);
}

function text(column: Column, path: Path, table: Table): Read<string | undefined> {
  const read = cell(column, table);
  const { values, otherwise = "refuse" } = column;
  if (values === undefined) {
    return (row) => {
      const found = read(row);
      return found === undefined ? undefined : owned(found);
    };
  }
  const known = new Map(Object.entries(values));
  const list = [...known.keys()];
  return (row) => {
    const found = read(row);
    if (found === undefined) return undefined;
    const word = known.get(found);
    if (word !== undefined) return word === "" ? undefined : word;
    if (otherwise === "keep") return owned(found);
    if (otherwise !== "refuse") return otherwise;
    const near = suggest(found, list);
    row.issues.push({
      code: "csv.unknown-value",
      path,
      message: `the map does not say what ${shown(found)} in the column ${shown(column.column)} means`,
      hint:
        near === undefined
          ? "add it to `values`, or say under `otherwise` what becomes of other values"
          : `it has ${shown(near)}; add this one to \`values\`, or correct the cell`,
      value: shown(found),
    });
    return undefined;
  };
}

function texts(column: Column, table: Table): Read<readonly string[] | undefined> {
  const read = cell(column, table);
  const { separator } = column;
  return (row) => {
    const found = read(row);
    if (found === undefined || separator === undefined)
      return found === undefined ? undefined : [owned(found)];
    const parts = owned(found)
      .split(separator)
      .map((part) => part.trim());
    return parts.filter((part) => part !== "");
  };
}

function whole(column: Column, path: Path, table: Table): Read<number | undefined> {
  const read = cell(column, table);
  return (row) => {
    const found = read(row);
    if (found === undefined) return undefined;
    const number = /^\d{1,15}$/.test(found) ? Number(found) : Number.NaN;
    if (!Number.isNaN(number)) return number;
    row.issues.push({
      code: "csv.not-a-whole-number",
      path,
      message: `${shown(found)} in the column ${shown(column.column)} is no whole number`,
      hint: "write digits only, without separators",
      value: shown(found),
    });
    return undefined;
  };
}

/** A stamp of records/1: with its offset as it was written, or in UTC. */
function stamp(column: Column, path: Path, table: Table): Read<string | undefined> {
  const read = cell(column, table);
  const { format = "stamp", zone } = stampsOf(column, table.map);
  return (row) => {
    const found = read(row);
    if (found === undefined) return undefined;
    const result = readCellStamp(found, format, zone, path);
    if (!result.ok) {
      for (const issue of result.issues)
        row.issues.push({ ...issue, message: `${issue.message} (column ${shown(column.column)})` });
      return undefined;
    }
    const { at, odd } = result.value;
    if (odd !== undefined) table.odd[odd] += 1;
    return formatInstant(at);
  };
}

/** Whether every column named holds one of its cells. */
function where(cells: CellsWhere, table: Table): Read<boolean> {
  const tests = Object.entries(cells).map(([column, wanted]) => {
    const read = cell({ column }, table);
    const set = new Set(wanted.map((one) => one.trim()));
    return (row: TableRow) => set.has(read(row) ?? "");
  });
  return (row) => tests.every((test) => test(row));
}

function onlyGiven<T>(values: Readonly<Record<string, T | undefined>>): Record<string, T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Record<string, T>;
}
