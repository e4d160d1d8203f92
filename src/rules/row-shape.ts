import { canonicalJson, type JsonValue } from "../base/canonical-json.ts";
import { accepted, type Issue, type Result, refused } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import { suggest } from "../base/suggest.ts";
import { guardPlain } from "../schema/guard.ts";
import { issuesFromZod } from "../schema/issues.ts";
import { type QuickRow, quicklyRead } from "../schema/quick-row.ts";
import { type RecordRow, type RecordType, recordSchemas } from "../schema/records.ts";

/**
 * Settles the shape of a row: what it says, and its canonical JSON. Paths begin with the index.
 *
 * @param row Plain JSON data, not trusted.
 */
export function readShape(row: unknown, index: number): Result<QuickRow> {
  const type = typeOf(row);
  const quick = type === undefined ? undefined : quicklyRead(type, row);
  return quick === undefined ? readSlowly(row, index) : accepted(quick);
}

/** Says what is wrong with a row; it takes what is right as well, in ten times the time. */
function readSlowly(row: unknown, index: number): Result<QuickRow> {
  const plain = guardPlain(row, "record");
  if (!plain.ok) return refusedAt(index, plain.issues);
  const type = typeOf(row);
  if (type === undefined) return refused([unknownType(row, index)]);
  const schema = recordSchemas[type];
  const shape = schema.safeParse(row);
  if (!shape.success) return refusedAt(index, issuesFromZod(schema, shape.error, row, "record"));
  const read = shape.data as RecordRow;
  return accepted({ row: read, text: textOf(read) });
}

function refusedAt(index: number, issues: readonly Issue[]): Result<never> {
  return refused(issues.map((issue) => ({ ...issue, path: [index, ...issue.path] })));
}

/** What the digest of a record is made of: all of it but where it was read. */
function textOf({ source: _, ...row }: RecordRow): string {
  return canonicalJson(withoutUndefined(row));
}

/** A row made in code may hold `until: undefined`; it means the same as leaving the field out. */
function withoutUndefined(value: unknown): JsonValue {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== "object" || value === null) return value as JsonValue;
  const plain: Record<string, JsonValue> = {};
  for (const key of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[key];
    if (inner !== undefined) plain[key] = withoutUndefined(inner);
  }
  return plain;
}

function typeOf(row: unknown): RecordType | undefined {
  const type =
    typeof row === "object" && row !== null ? (row as { type?: unknown }).type : undefined;
  return typeof type === "string" && Object.hasOwn(recordSchemas, type)
    ? (type as RecordType)
    : undefined;
}

function unknownType(row: unknown, index: number): Issue {
  if (typeof row !== "object" || row === null || Array.isArray(row)) {
    return {
      code: "record.wrong-type",
      path: [index],
      message: `${shown(row)} is no record`,
      hint: "give one object for each row",
      value: shown(row),
    };
  }
  const type = (row as { type?: unknown }).type;
  const known = Object.keys(recordSchemas);
  const near = typeof type === "string" ? suggest(type, known) : undefined;
  const hint =
    near === undefined ? `use one of: ${known.join(", ")}` : `did you mean ${shown(near)}?`;
  const code = type === undefined ? "record.missing" : "record.unknown-type";
  return {
    code,
    path: [index, "type"],
    message:
      type === undefined ? "the row does not say its type" : `${shown(type)} is no type of record`,
    hint,
    value: shown(type),
  };
}
