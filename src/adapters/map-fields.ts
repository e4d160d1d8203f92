import * as z from "zod";
import { nameSchema, stampSchema } from "../schema/fields.ts";

/**
 * What a map may say of each field of a record, taken from the schema of the record itself: a field
 * that records/1 gains can be mapped at once, and one that it lacks is refused by its name.
 */

/** The name of a column, as the first row of the file writes it. */
const columnName = z.string().min(1).max(200).meta({ description: "The name of a column." });

/** A column of stamps. */
export const stampColumn = z.union([
  columnName,
  z.strictObject({
    column: columnName,
    format: z.string().min(1).max(60).optional(),
    zone: z.string().min(1).max(100).optional(),
  }),
]);

const wordColumn = z.strictObject({
  column: columnName,
  values: z.record(z.string().max(200), z.string().max(200)).optional(),
  otherwise: z.string().min(1).max(200).optional(),
});

/** A column of words: ids, names, values of closed lists, decimals. */
export const textColumn = z.union([columnName, wordColumn]);

/** A column of whole numbers: what is a number in records/1. */
const wholeColumn = z.union([columnName, z.strictObject({ column: columnName })]);

/** A column that holds several words, with what stands between them. */
export const textsColumn = z.union([
  columnName,
  z.strictObject({ column: columnName, separator: z.string().min(1).max(5) }),
]);

/** What a field of a record is, as far as a cell can say it. */
export type FieldKind = "stamp" | "text" | "texts" | "whole" | "named-texts" | "group" | "events";

/** The schema without what makes it optional. */
function bare(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? bare(schema.unwrap())
    : schema;
}

export function kindOf(schema: unknown): FieldKind {
  const inner = bare(schema);
  if (inner === stampSchema) return "stamp";
  if (inner instanceof z.ZodObject) return "group";
  if (inner instanceof z.ZodRecord) return "named-texts";
  if (inner instanceof z.ZodNumber) return "whole";
  if (inner instanceof z.ZodArray)
    return bare(inner.element) instanceof z.ZodDiscriminatedUnion ? "events" : "texts";
  return "text";
}

type Shape = Readonly<Record<string, unknown>>;

/** The fields of a group of the record, or of the record. */
export function shapeOf(schema: unknown): Shape {
  const inner = bare(schema);
  return inner instanceof z.ZodObject ? inner.shape : {};
}

export function isRequired(schema: unknown): boolean {
  return !(schema instanceof z.ZodOptional || schema instanceof z.ZodDefault);
}

function columnsOf(schema: unknown, events: z.ZodType): z.ZodType {
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
export function columnGroup(shape: Shape, events: z.ZodType): z.ZodObject {
  return z.strictObject(
    Object.fromEntries(
      Object.entries(shape).map(([name, schema]) => [name, columnsOf(schema, events).optional()]),
    ),
  );
}

/** The fields of the shape that have one value in all rows. */
export function constantGroup(shape: Shape): z.ZodObject {
  const entries = Object.entries(shape).filter(([, schema]) => kindOf(schema) !== "events");
  return z.strictObject(
    Object.fromEntries(
      entries.map(([name, schema]) => {
        const inner = kindOf(schema) === "group" ? constantGroup(shapeOf(schema)) : bare(schema);
        return [name, (inner as z.ZodType).optional()];
      }),
    ),
  );
}

/** Cells that must hold one of these; `""` is an empty cell. */
export const cellsWhere = z
  .record(columnName, z.array(z.string().max(200)).min(1))
  .meta({ description: "Columns and the cells of each that apply." });

/**
 * An event as a template: its fields are words, or `{ column: … }`; its stamps are columns.
 *
 * @param option The schema of one event of records/1.
 * @param hasAt False where all events of a file share the column of their stamps.
 */
export function eventTemplate(option: unknown, hasAt: boolean): z.ZodObject {
  const { event, at: _, ...others } = shapeOf(option);
  const fields = Object.entries(others).map(([name, schema]): [string, z.ZodType] => {
    const isStamp = kindOf(schema) === "stamp";
    const field = isStamp ? stampColumn : z.union([bare(schema) as z.ZodType, wordColumn]);
    return [name, isRequired(schema) ? field : field.optional()];
  });
  return z.strictObject({
    event: event as z.ZodType,
    ...(hasAt ? { at: stampColumn } : {}),
    when: cellsWhere.optional(),
    ...Object.fromEntries(fields),
  });
}
