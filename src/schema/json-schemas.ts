import * as z from "zod";

/** JSON Schemas for editors: they complete, describe and mark a typo while a contract is written. */

/** A JSON Schema document. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * What an author may write, as JSON Schema draft 2020-12: defaults are not required, unknown fields
 * are refused.
 *
 * It knows the shape and nothing more. Rules between fields (a tier gap, a base that nobody named)
 * are found by `makegood check`.
 *
 * @param schema A schema without transforms.
 * @throws {Error} When a part of it has no JSON Schema.
 */
export function editorSchema(
  schema: z.ZodType,
  about: { readonly description: string },
): JsonSchema {
  const { $schema, $ref, $defs = {}, ...inline } = z.toJSONSchema(schema, { io: "input" });
  const { [nameOf($ref)]: root = {}, ...others } = $defs;
  const { id: _, title, ...body } = { ...root, ...inline };
  return {
    $schema,
    title,
    ...about,
    ...body,
    ...(Object.keys(others).length === 0 ? {} : { $defs: others }),
  };
}

/** A schema with an id is written as a reference to itself; editors show the root's own text. */
function nameOf(reference: string | undefined): string {
  return reference?.replace("#/$defs/", "") ?? "";
}
