import type { Issue } from "../base/result.ts";

/** A place in a text, both counted from 1; columns count UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a path of an issue stands in the text it was read from. */
export interface Place extends Position {
  /** A number as it was written, where reading lost something of it: "500.00". */
  readonly source?: string;
}

/** Answers with the nearest place that exists: that of the parent where a key is missing. */
export type Locate = (path: Issue["path"]) => Place;

/** Turns offsets into lines and columns: one pass over the text, then a binary search for each. */
export function lineCounter(text: string): (offset: number) => Position {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** The issues with file, line and column, and numbers as they were written. */
export function withPlaces(
  issues: readonly Issue[],
  file: string,
  locate: Locate,
): readonly Issue[] {
  return issues.map((issue) => {
    const { line, column, source } = locate(issue.path);
    const placed = { ...issue, file, line, column };
    if (source === undefined || issue.value === source) return placed;
    return { ...placed, value: source, message: `${issue.message} (written as ${source})` };
  });
}
