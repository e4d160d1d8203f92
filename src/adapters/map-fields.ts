import * as z from "zod/mini";
import { nameSchema, stampSchema } from "../schema/fields.ts";

/**
 * What a map may say of each field of a record, taken from the schema of the record itself: a field
 * that records/1 gains can be mapped at once, and one that it lacks is refused by its name.
 */

/** The name of a column, as the first row of the file writes it. */
const columnName = z
  .string()
  .check(z.minLength(1), z.maxLength(200))
  .register(z.globalRegistry, { description: "The name of a column." });

/** A column of stamps. */
export const stampColumn = z.union([
  columnName,
  z.strictObject({
    column: columnName,
    format: z.optional(z.string().check(z.minLength(1), z.maxLength(60))),
    zone: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  }),
]);

const wordColumn = z.strictObject({
  column: columnName,
  values: z.optional(
    z.record(z.string().check(z.maxLength(200)), z.string().check(z.maxLength(200))),
  ),
  otherwise: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
});

/** A column of words: ids, names, values of closed lists, decimals. */
export const textColumn = z.union([columnName, wordColumn]);

/** A column of whole numbers: what is a number in records/1. */
const wholeColumn = z.union([columnName, z.strictObject({ column: columnName })]);

/** A column that holds several words, with what stands between them. */
export const textsColumn = z.union([
  columnName,
  z.strictObject({
    column: columnName,
    separator: z.string().check(z.minLength(1), z.maxLength(5)),
  }),
]);

/** What a field of a record is, as far as a cell can say it. */
export type FieldKind = "stamp" | "text" | "texts" | "whole" | "named-texts" | "group" | "events";

/** The schema without what makes it optional. */
function bare(schema: unknown): unknown {
  return schema instanceof z.ZodMiniOptional || schema instanceof z.ZodMiniDefault
    ? bare(schema.def.innerType)
    : schema;
}

export function kindOf(schema: unknown): FieldKind {
  const inner = bare(schema);
  if (inner === stampSchema) return "stamp";
  if (inner instanceof z.ZodMiniObject) return "group";
  if (inner instanceof z.ZodMiniRecord) return "named-texts";
  if (inner instanceof z.ZodMiniNumber) return "whole";
  if (inner instanceof z.ZodMiniArray)
    return bare(inner.def.element) instanceof z.ZodMiniDiscriminatedUnion ? "events" : "texts";
  return "text";
}

type Shape = Readonly<Record<string, unknown>>;

/** The fields of a group of the record, or of the record. */
export function shapeOf(schema: unknown): Shape {
  const inner = bare(schema);
  return inner instanceof z.ZodMiniObject ? inner.shape : {};
}

export function isRequired(schema: unknown): boolean {
  return !(schema instanceof z.ZodMiniOptional || schema instanceof z.ZodMiniDefault);
}

function columnsOf(schema: unknown, events: z.ZodMiniType): z.ZodMiniType {
  switch (kindOf(schema)) {
    case "stamp":
      return stampColumn;
    case "text":
      return textColumn;
    case "texts":
      return textsColumn;
    case "whole":
      return wholeColumn;
    case "named-texts":
      return z.record(nameSchema, textColumn);
    case "group":
      return columnGroup(shapeOf(schema), events);
    case "events":
      return events;
  }
}

/** A column for each field of the shape; none is required, since a constant may stand for it. */
export function columnGroup(shape: Shape, events: z.ZodMiniType): z.ZodMiniObject {
  return z.strictObject(
    Object.fromEntries(
      Object.entries(shape).map(([name, schema]) => [name, z.optional(columnsOf(schema, events))]),
    ),
  );
}

/** The fields of the shape that have one value in all rows. */
export function constantGroup(shape: Shape): z.ZodMiniObject {
  const entries = Object.entries(shape).filter(([, schema]) => kindOf(schema) !== "events");
  return z.strictObject(
    Object.fromEntries(
      entries.map(([name, schema]) => {
        const inner = kindOf(schema) === "group" ? constantGroup(shapeOf(schema)) : bare(schema);
        return [name, z.optional(inner as z.ZodMiniType)];
      }),
    ),
  );
}

/** Cells that must hold one of these; `""` is an empty cell. */
export const cellsWhere = z
  .record(columnName, z.array(z.string().check(z.maxLength(200))).check(z.minLength(1)))
  .register(z.globalRegistry, { description: "Columns and the cells of each that apply." });

/**
 * An event as a template: its fields are words, or `{ column: … }`; its stamps are columns.
 *
 * @param option The schema of one event of records/1.
 * @param hasAt False where all events of a file share the column of their stamps.
 */
export function eventTemplate(option: unknown, hasAt: boolean): z.ZodMiniObject {
  const { event, at: _, ...others } = shapeOf(option);
  const fields = Object.entries(others).map(([name, schema]): [string, z.ZodMiniType] => {
    const isStamp = kindOf(schema) === "stamp";
    const field = isStamp ? stampColumn : z.union([bare(schema) as z.ZodMiniType, wordColumn]);
    return [name, isRequired(schema) ? field : z.optional(field)];
  });
  return z.strictObject({
    event: event as z.ZodMiniType,
    ...(hasAt ? { at: stampColumn } : {}),
    when: z.optional(cellsWhere),
    ...Object.fromEntries(fields),
  });
}
