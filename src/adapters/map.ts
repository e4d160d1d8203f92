import * as z from "zod/mini";
import { accepted, type Issue, type Result, refused, shown, unwrap } from "../base/result.ts";
import { stampSchema } from "../schema/fields.ts";
import { guardPlain } from "../schema/guard.ts";
import { issuesFromZod } from "../schema/issues.ts";
import { type RecordType, recordSchemas, ticketEventSchema } from "../schema/records.ts";
import { knownZone, type Zone, zone } from "../time/zone.ts";
import { type StampFormat, stampPattern } from "./cell-stamp.ts";
import {
  cellsWhere,
  columnGroup,
  constantGroup,
  eventTemplate,
  isRequired,
  kindOf,
  shapeOf,
  stampColumn,
} from "./map-fields.ts";

// Long because: the grammar of a map and what it refuses are read together; a good part is docstrings.

/**
 * map/1: how the columns of a table become records. It reads like the record it makes: under
 * `columns` each field of the record names its column.
 */

const encodings = ["utf-8", "gb18030"] as const;
export type Encoding = (typeof encodings)[number];

/** What may stand between cells, by the word that a map uses for it. */
export const delimiters = { ",": ",", ";": ";", "|": "|", tab: "\t" } as const;

const head = {
  makegood: z.literal("map/1"),
  encoding: z._default(z.enum(encodings), "utf-8"),
  delimiter: z.optional(z.enum([",", ";", "|", "tab"])),
  zone: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  skip: z.optional(z.strictObject({ where: cellsWhere })),
};

const eventOptions = ticketEventSchema.def.options;
const wideEvents = z
  .array(z.discriminatedUnion("event", templatesOf(true) as never))
  .check(z.minLength(1))
  .register(z.globalRegistry, {
    description: "What happened to the ticket, each with the column of its time.",
  });
const opened = z.strictObject({ event: z.literal("opened"), when: z.optional(cellsWhere) });
const openingEvents = z
  .array(z.discriminatedUnion("event", [opened, ...templatesOf(false)] as never))
  .check(z.minLength(1));
const furtherEvents = z
  .array(z.discriminatedUnion("event", templatesOf(false) as never))
  .check(z.minLength(1));

function templatesOf(hasAt: boolean): readonly z.ZodMiniObject[] {
  return eventOptions.map((option) => eventTemplate(option, hasAt));
}

type Wide = Exclude<RecordType, "event">;
export function isRecordType(name: string): name is RecordType {
  return Object.hasOwn(recordSchemas, name);
}

const wideTypes = Object.keys(recordSchemas).filter((type): type is Wide => type !== "event");

function wideMap(type: Wide) {
  const { type: _, source: __, ...shape } = recordSchemas[type].shape;
  return z.strictObject({
    ...head,
    record: z.literal(type),
    form: z.literal("wide"),
    columns: columnGroup(shape, wideEvents),
    constants: z.optional(constantGroup(shape)),
  });
}

/** Which rows no template fits: refused, or passed over and counted. */
const otherwise = z._default(z.enum(["refuse", "skip"]), "refuse");

function longMap(type: "ticket" | "event") {
  const isTicket = type === "ticket";
  const { type: _, source: __, events: ___, openedAt: ____, ...shape } = recordSchemas.ticket.shape;
  const { customer, contract, recordedAt } = shape;
  const routing = { customer, contract, recordedAt };
  const ids = isTicket ? {} : { ticket: shape.id };
  const own = isTicket ? shape : { ...ids, ...routing };
  const columns = columnGroup(own, wideEvents);
  const events = isTicket ? openingEvents : furtherEvents;
  return z.strictObject({
    ...head,
    record: z.literal(type),
    form: z.literal("long"),
    columns: z.extend(columns, { at: stampColumn, events }),
    constants: z.optional(constantGroup(own)),
    otherwise,
  });
}

export const mapSchema = z.discriminatedUnion("form", [
  z.discriminatedUnion("record", wideTypes.map(wideMap) as never),
  z.discriminatedUnion("record", [longMap("ticket"), longMap("event")]),
]);

/** A column, with what a map says of its cells. */
export interface Column {
  readonly column: string;
  readonly format?: string;
  readonly zone?: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly otherwise?: string;
  readonly separator?: string;
}

/** Columns by the field they fill, nested as the record is. */
export interface Columns {
  readonly [field: string]: string | Column | Columns | readonly EventTemplate[] | undefined;
}

export interface EventTemplate {
  readonly event: string;
  readonly when?: CellsWhere;
  readonly [field: string]: unknown;
}

export type CellsWhere = Readonly<Record<string, readonly string[]>>;

/** A map that was read. Make one with `parseMap`. */
export interface RecordMap {
  readonly makegood: "map/1";
  readonly record: RecordType;
  readonly form: "wide" | "long";
  readonly encoding: Encoding;
  readonly delimiter?: keyof typeof delimiters;
  readonly zone?: string;
  readonly columns: Columns;
  readonly constants?: Readonly<Record<string, unknown>>;
  readonly skip?: { readonly where: CellsWhere };
  readonly otherwise?: "refuse" | "skip";
}

/**
 * Reads a map/1 from plain JSON data.
 *
 * @param raw What a YAML or JSON file holds; not trusted.
 * @returns The map, or every problem with code, path, value and hint.
 */
export function safeParseMap(raw: unknown): Result<RecordMap> {
  const plain = guardPlain(raw, "map");
  if (!plain.ok) return plain;
  const shape = mapSchema.safeParse(raw);
  if (!shape.success) return refused(issuesFromZod(mapSchema, shape.error, raw, "map"));
  const map = shape.data as unknown as RecordMap;
  const issues = [...givenOnce(map), ...missingFields(map), ...columnIssues(map)];
  return issues.length > 0 ? refused(issues) : accepted(map);
}

/** Like `safeParseMap`; throws a `RefusedError` with the issues. */
export function parseMap(raw: unknown): RecordMap {
  return unwrap(safeParseMap(raw));
}

/** The fields that a record of this map is made of. */
export function fieldsOf({ record }: RecordMap): Readonly<Record<string, unknown>> {
  return recordSchemas[record].shape;
}

function givenOnce({ columns, constants = {} }: RecordMap): Issue[] {
  return Object.keys(constants)
    .filter((name) => columns[name] !== undefined)
    .map((name) => ({
      code: "map.given-twice",
      path: ["constants", name],
      message: `${shown(name)} has a column and is a constant`,
      hint: "keep one of them; an empty cell means that the field is absent",
      value: shown(constants[name]),
    }));
}

function missingFields(map: RecordMap): Issue[] {
  const { columns, constants = {} } = map;
  return requiredOf(map)
    .filter((name) => columns[name] === undefined && constants[name] === undefined)
    .map((name) => ({
      code: "map.field-not-given",
      path: ["columns", name],
      message: `nothing says where ${shown(name)} comes from`,
      hint: `name its column under \`columns\`, or give it under \`constants\` if all rows share it`,
    }));
}

/** What a record needs. In a long table `at` opens a ticket, and an event has its ticket's id. */
function requiredOf(map: RecordMap): readonly string[] {
  if (map.form === "long") {
    if (map.record === "event") return ["ticket"];
    const opens = templatesIn(map.columns).some(({ event }) => event === "opened");
    return opens ? ["id", "service"] : ["id"];
  }
  const fields = Object.entries(fieldsOf(map));
  return fields.flatMap(([name, schema]) => (name !== "type" && isRequired(schema) ? [name] : []));
}

export function templatesIn({ events }: Columns): readonly EventTemplate[] {
  return Array.isArray(events) ? events : [];
}

/** A column as a map writes it in full. */
export function columnOf(given: string | Column): Column {
  return typeof given === "string" ? { column: given } : given;
}

export function isColumn(value: unknown): value is Column {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "column");
}

/** Where the map names a column: its path, and whether it is one of stamps. */
export interface Named {
  readonly path: readonly (string | number)[];
  readonly column: Column;
  readonly isStamp: boolean;
}

/** Every column that the map names for a field; `when` and `skip` name theirs apart. */
export function namedColumns(map: RecordMap): readonly Named[] {
  const fields = Object.entries(map.columns).filter(([name]) => name !== "events");
  const shapes = fieldsOf(map);
  const own = fields.flatMap(([name, given]) => {
    return namedIn(given, name === "at" ? stampSchema : shapes[name], ["columns", name]);
  });
  return [...own, ...templatesIn(map.columns).flatMap(namedByTemplate)];
}

function namedIn(
  given: Columns[string],
  schema: unknown,
  path: readonly (string | number)[],
): readonly Named[] {
  if (given === undefined || Array.isArray(given)) return [];
  const kind = kindOf(schema);
  const isLeaf = kind !== "group" && kind !== "named-texts";
  if (typeof given === "string" || (isLeaf && isColumn(given)))
    return [{ path, column: columnOf(given as string | Column), isStamp: kind === "stamp" }];
  const shape = shapeOf(schema);
  return Object.entries(given as Columns).flatMap(([name, inner]) =>
    namedIn(inner, shape[name], [...path, name]),
  );
}

function namedByTemplate(template: EventTemplate, index: number): readonly Named[] {
  const { event: name, when: _, ...fields } = template;
  const shape = eventShape(name);
  return Object.entries(fields).flatMap(([field, given]) => {
    const isStamp = kindOf(shape[field]) === "stamp";
    if (!isColumn(given) && !(isStamp && typeof given === "string")) return [];
    const column = columnOf(given as string | Column);
    return [{ path: ["columns", "events", index, field], column, isStamp }];
  });
}

/** The fields of an event of records/1; none of `opened`, which is the ticket itself. */
export function eventShape(event: string): Readonly<Record<string, unknown>> {
  return shapeOf(
    eventOptions.find(({ shape }) => shape.event.def.values.some((one) => one === event)),
  );
}

/** How the stamps of a column are read; the zone is one that was checked. */
export function stampsOf(
  { column: _, ...own }: Column,
  map: RecordMap,
): { readonly format: StampFormat | undefined; readonly zone: Zone | undefined } {
  const named = own.zone ?? map.zone;
  return {
    format: formatOf(own.format ?? "stamp"),
    zone: named === undefined ? undefined : knownZone(named),
  };
}

function formatOf(text: string): StampFormat | undefined {
  const isNamed = text === "stamp" || text === "local" || text === "epoch-s" || text === "epoch-ms";
  return isNamed ? text : stampPattern(text);
}

function columnIssues(map: RecordMap): readonly Issue[] {
  const issues: Issue[] = [];
  const note = (found: Result<unknown>) => {
    if (!found.ok) issues.push(...found.issues);
  };
  if (map.zone !== undefined) note(zone(map.zone, ["zone"]));
  for (const { path, column, isStamp } of namedColumns(map)) {
    if (column.zone !== undefined) note(zone(column.zone, [...path, "zone"]));
    if (isStamp) issues.push(...formatIssues(column, map, path));
    if (column.otherwise !== undefined && column.values === undefined) {
      issues.push({
        code: "map.otherwise-without-values",
        path: [...path, "otherwise"],
        message: "`otherwise` says what becomes of values that are not listed, and none are",
        hint: "list the values of the column under `values`, or leave `otherwise` out",
        value: shown(column.otherwise),
      });
    }
  }
  return issues;
}

function formatIssues({ format, ...column }: Column, map: RecordMap, path: Named["path"]): Issue[] {
  const read = formatOf(format ?? "stamp");
  if (read === undefined) {
    return [
      {
        code: "map.unknown-format",
        path: [...path, "format"],
        message: `${shown(format)} is no format of stamps`,
        hint: "use local, epoch-s, epoch-ms, or a pattern of YYYY MM DD HH mm ss SSS (or hh … A) such as DD.MM.YYYY HH:mm",
        value: shown(format),
      },
    ];
  }
  const needsZone = read === "local" || typeof read === "object";
  if (!needsZone || (column.zone ?? map.zone) !== undefined) return [];
  return [
    {
      code: "map.no-zone",
      path,
      message: `the column ${shown(column.column)} holds local times, of no zone`,
      hint: "add `zone: Europe/Berlin`, or the zone it is, to the map or to the column",
    },
  ];
}
