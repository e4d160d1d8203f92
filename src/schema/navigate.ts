import * as z from "zod";

/** Finds what a schema says at a path: for "did you mean" and for hints on the form of a value. */

type Schema = z.core.$ZodType;
type Path = readonly (string | number)[];

/** All schemas that may stand at `path`, unions opened; those whose discriminator fits the input. */
export function schemasAt(schema: Schema, path: Path, input: unknown): readonly Schema[] {
  const [head, ...rest] = path;
  const opened = open(schema, input);
  if (head === undefined) return opened;
  const below =
    typeof input === "object" && input !== null && Object.hasOwn(input, head)
      ? (input as Record<string | number, unknown>)[head]
      : undefined;
  return opened.flatMap((one) =>
    child(one, head).flatMap((inner) => schemasAt(inner, rest, below)),
  );
}

/** The fields that an object at `path` may have. */
export function keysAt(schema: Schema, path: Path, input: unknown): readonly string[] {
  const keys = schemasAt(schema, path, input).flatMap((one) =>
    one instanceof z.ZodObject ? Object.keys(one.shape) : [],
  );
  return [...new Set(keys)];
}

/** What the schema at `path` says of its own form, where it says anything. */
export function descriptionAt(schema: Schema, path: Path, input: unknown): string | undefined {
  for (const one of schemasAt(schema, path, input)) {
    const described = z.globalRegistry.get(one)?.description;
    if (described !== undefined) return described;
  }
  return undefined;
}

/** A schema without its wrappers; a union becomes its branches, as far as the input tells them apart. */
function open(schema: Schema, input: unknown): readonly Schema[] {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodNullable
  ) {
    return open(schema.unwrap() as Schema, input);
  }
  if (schema instanceof z.ZodLazy) return open(schema.unwrap() as Schema, input);
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const branches = (schema.options as readonly Schema[]).flatMap((option) => open(option, input));
    const fitting = branches.filter((branch) => fits(branch, schema.def.discriminator, input));
    return fitting.length > 0 ? fitting : branches;
  }
  if (schema instanceof z.ZodUnion)
    return (schema.options as readonly Schema[]).flatMap((option) => open(option, input));
  return [schema];
}

function fits(branch: Schema, discriminator: string, input: unknown): boolean {
  if (!(branch instanceof z.ZodObject) || typeof input !== "object" || input === null) return false;
  const mark: unknown = branch.shape[discriminator];
  const given = (input as Record<string, unknown>)[discriminator];
  return mark instanceof z.ZodLiteral && mark.values.has(given as never);
}

function child(schema: Schema, key: string | number): readonly Schema[] {
  if (schema instanceof z.ZodObject) {
    const inner: unknown =
      typeof key === "string" && Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined;
    return inner === undefined ? [] : [inner as Schema];
  }
  if (schema instanceof z.ZodArray) return [schema.element as Schema];
  if (schema instanceof z.ZodRecord) return [schema.valueType as Schema];
  return [];
}
