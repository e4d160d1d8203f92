import { describe, expect, it } from "vitest";
import { InvariantError } from "../../src/base/invariant.ts";
import {
  accepted,
  formatIssue,
  type Issue,
  issuesOf,
  RefusedError,
  refused,
  unwrap,
} from "../../src/base/result.ts";

const issue: Issue = {
  code: "outage.until-before-from",
  path: ["outages", 3, "until"],
  message: "INC-7 ends before it starts",
  hint: "swap the two stamps",
};

describe("results", () => {
  it("carries a value with its warnings, none by default", () => {
    expect(accepted(7)).toEqual({ ok: true, value: 7, warnings: [] });
    expect(issuesOf(accepted(7, [issue]))).toEqual([issue]);
    expect(unwrap(accepted(7, [issue]))).toBe(7);
  });

  it("refuses with issues, and never without one", () => {
    expect(refused([issue])).toEqual({ ok: false, issues: [issue] });
    expect(issuesOf(refused([issue]))).toEqual([issue]);
    expect(() => refused([])).toThrow(InvariantError);
  });

  it("unwraps a refusal into an error that lists every issue", () => {
    const thrown = (() => {
      try {
        return unwrap(refused([issue, { ...issue, path: [] }]));
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(RefusedError);
    expect(thrown).toMatchObject({ name: "RefusedError", issues: [issue, { path: [] }] });
    expect(String(thrown)).toContain("outages.3.until: INC-7");
    expect(String(thrown)).toContain("\nINC-7 ends");
  });
});

describe("an issue as text", () => {
  const head = "outages.3.until: INC-7 ends before it starts [outage.until-before-from]";
  const tail = "\n  hint: swap the two stamps";

  it.each([
    { place: {}, text: head, why: "no file" },
    { place: { file: "r.csv" }, text: `r.csv: ${head}`, why: "a file" },
    { place: { file: "r.csv", line: 4 }, text: `r.csv:4: ${head}`, why: "its line" },
    { place: { file: "r.csv", line: 4, column: 9 }, text: `r.csv:4:9: ${head}`, why: "its column" },
    { place: { line: 4, column: 9 }, text: `line 4:9: ${head}`, why: "a line of piped input" },
  ])("names the place as far as it is known: $why", ({ place, text }) => {
    expect(formatIssue({ ...issue, ...place })).toBe(text + tail);
  });

  it("leaves an empty path out", () => {
    expect(formatIssue({ ...issue, path: [] })).toBe(head.replace("outages.3.until: ", "") + tail);
  });

  it("lets no control character of the input through", () => {
    const hostile = { ...issue, path: ["\u001b[2J"], message: "a\nb", hint: "c\u202ed" };
    expect(formatIssue(hostile)).toBe(
      "\\u{1b}[2J: a\\u{a}b [outage.until-before-from]\n  hint: c\\u{202e}d",
    );
  });
});
