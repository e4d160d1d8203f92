import { expect, it } from "vitest";
import { placed } from "../../src/rules/series-tables.ts";

it("an issue about a row of a file names its line, where the line is known", () => {
  const issue = { code: "bucket.overlap", message: "m", hint: "h" };
  const of = (more: object) => placed({ index: 7, ...more } as never, "from", issue);
  expect(of({ file: "a.csv", line: 8 })).toStrictEqual({
    ...issue,
    path: [7, "from"],
    file: "a.csv",
    line: 8,
  });
  expect(of({ file: undefined, line: undefined })).toStrictEqual({ ...issue, path: [7, "from"] });
});
