import * as z from "zod/mini";
import { editorSchema, type JsonSchema } from "../schema/editor-schema.ts";
import { mapSchema } from "./map.ts";

/** What an author may write in a map/1, for editors: the fields of each type of record with their columns. */
export function mapJsonSchema(): JsonSchema {
  return editorSchema(
    mapSchema.register(z.globalRegistry, { title: "makegood map/1" }),
    "What the columns of a CSV file mean.",
  );
}
