import * as z from "zod/mini";

/** A JSON Schema document, draft 2020-12, as editors read it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A schema with an id is written as a reference to itself; editors show the root's own text. */
export function editorSchema(schema: z.ZodMiniType, description: string): JsonSchema {
  const { $schema, $ref, $defs = {}, ...inline } = z.toJSONSchema(schema, { io: "input" });
  const rootName = $ref?.replace("#/$defs/", "") ?? "";
  const { [rootName]: named = {}, ...others } = $defs;
  const { title, ...body } = { ...named, ...inline };
  const below = Object.keys(others).length === 0 ? {} : { $defs: others };
  return { $schema, title, description, ...body, ...below };
}
