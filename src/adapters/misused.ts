import { type Issue, shown } from "../base/result.ts";

/** What a reader cannot do with an argument: a program gave it, so no file or line is to blame. */
export function misused(argument: string, value: unknown, hint: string): Issue {
  const found = shown(value);
  const message = `cannot use ${found} as ${argument}`;
  return { code: "read.wrong-type", path: [argument], message, hint, value: found };
}

/** Whether something can be asked for fields at all. */
export function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** The name of a file, which issues and records carry; it may be left out. */
export function fileIssues(options: Readonly<Record<string, unknown>>): readonly Issue[] {
  const { file } = options;
  if (file === undefined || typeof file === "string") return [];
  return [misused("file", file, "give the name of the file, or leave it out")];
}
