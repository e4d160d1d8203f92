import * as core from "zod/v4/core";

/** Finds what a schema says at a path: for "did you mean" and for hints on the form of a value. */

type Schema = core.$ZodType;
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
    one instanceof core.$ZodObject ? Object.keys(one._zod.def.shape) : [],
  );
  return [...new Set(keys)];
}

/** What the schema at `path` says of its own form, where it says anything. */
export function descriptionAt(schema: Schema, path: Path, input: unknown): string | undefined {
  for (const one of schemasAt(schema, path, input)) {
    const described = core.globalRegistry.get(one)?.description;
    if (described !== undefined) return described;
  }
  return undefined;
}

/** What the keys of the map at `path` say of their own form, where they say anything. */
export function keyDescriptionAt(schema: Schema, path: Path, input: unknown): string | undefined {
  for (const one of schemasAt(schema, path, input)) {
    const key = one instanceof core.$ZodRecord ? one._zod.def.keyType : undefined;
    const described = key && core.globalRegistry.get(key)?.description;
    if (described !== undefined) return described;
  }
  return undefined;
}

/** A schema without its wrappers; a union becomes its branches, as far as the input tells them apart. */
function open(schema: Schema, input: unknown): readonly Schema[] {
  if (
    schema instanceof core.$ZodOptional ||
    schema instanceof core.$ZodDefault ||
    schema instanceof core.$ZodNullable
  ) {
    return open(schema._zod.def.innerType, input);
  }
  if (schema instanceof core.$ZodLazy) return open(schema._zod.innerType, input);
  if (!(schema instanceof core.$ZodUnion)) return [schema];
  const branches = schema._zod.def.options.flatMap((option) => open(option, input));
  if (!(schema instanceof core.$ZodDiscriminatedUnion)) return branches;
  const { discriminator } = schema._zod.def;
  const fitting = branches.filter((branch) => fits(branch, discriminator, input));
  return fitting.length > 0 ? fitting : branches;
}

function fits(branch: Schema, discriminator: string, input: unknown): boolean {
  if (!(branch instanceof core.$ZodObject) || typeof input !== "object" || input === null)
    return false;
  const mark = branch._zod.def.shape[discriminator];
  const given = (input as Record<string, unknown>)[discriminator];
  return mark instanceof core.$ZodLiteral && mark._zod.values.has(given as never);
}

function child(schema: Schema, key: string | number): readonly Schema[] {
  if (schema instanceof core.$ZodObject) {
    const { shape } = schema._zod.def;
    const inner = typeof key === "string" && Object.hasOwn(shape, key) ? shape[key] : undefined;
    return inner === undefined ? [] : [inner];
  }
  if (schema instanceof core.$ZodArray) return [schema._zod.def.element];
  if (schema instanceof core.$ZodRecord) return [schema._zod.def.valueType];
  return [];
}
