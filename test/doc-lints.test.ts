import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { check, safeParseContract } from "../src/index.ts";
import { changedBy, lintExamples } from "./support/doc-lints.ts";

/** The pages on lints: what each row says happens is asked of the public calls. */

const docs = new URL("../docs/", import.meta.url);
const textOf = (path: string) => readFileSync(new URL(path, docs), "utf8");
const pages = readdirSync(new URL("lints/", docs)).filter((page) => page !== "README.md");

const [, yaml = ""] = /```yaml\n([\s\S]*?)```/.exec(textOf("lints/README.md")) ?? [];
const contract: unknown = parse(yaml);

/** What parsing and `check` say: whether it is refused, and every code. */
function saidOf(raw: unknown): { readonly isRefused: boolean; readonly codes: readonly string[] } {
  const result = safeParseContract(raw);
  const issues = result.ok ? [...result.warnings, ...check(result.value).warnings] : result.issues;
  return { isRefused: !result.ok, codes: [...new Set(issues.map(({ code }) => code))] };
}

it("the contract of the page is without a word", () => {
  expect(saidOf(contract)).toEqual({ isRefused: false, codes: [] });
});

describe.each(pages)("docs/lints/%s", (page) => {
  const examples = lintExamples(textOf(`lints/${page}`));

  it.each(examples)("$code: $change: $says", ({ code, change, says }) => {
    const { isRefused, codes } = saidOf(changedBy(contract, change));
    const words = [isRefused ? "refused" : "read", ...codes.filter((one) => one !== code)];
    const [wanted, ...others] = says.split(", also ").map((word) => word.replace(/`/g, ""));
    switch (wanted) {
      case "refused":
        // An example of one lint shows no other, or names it.
        expect(words).toEqual([wanted, ...others]);
        return expect(codes).toContain(code);
      case "warns":
        expect(words[0] === "read" ? [] : words).toEqual([]);
        return expect(codes).toContain(code);
      case "–":
        expect(words[0] === "read" ? [] : words).toEqual([]);
        return expect(codes).not.toContain(code);
    }
    throw new TypeError(`neither refused, warns nor –: ${says}`);
  });

  it("shows of each lint where it speaks and where it is silent", () => {
    const saidBy = new Map<string, string[]>();
    for (const { code, says } of examples) saidBy.set(code, [...(saidBy.get(code) ?? []), says]);
    const partial = [...saidBy].filter(([, says]) => !says.includes("–") || says.length < 2);
    expect(partial).toEqual([]);
  });
});

/** Told of records or when a statement is made, or too long for a page. */
const notShown: readonly string[] = [
  "claim.unknown-stage",
  "history.missing",
  "base.negative",
  "charge.missing",
  "record.other-currency",
  "waiting.after-term",
  // More than a thousand charges in one base.
  "base.too-many-charges",
];

/** The sections of docs/codes.md whose codes are lints. */
const sections = ["### Targets", "### Exclusions", "### Credits, bases, caps, claims"];

describe("docs/codes.md", () => {
  const text = textOf("codes.md");
  const rows = text.split("\n").filter((line) => /^\| `[a-z]/.test(line));
  const shown = new Map(
    pages.flatMap((page) => lintExamples(textOf(`lints/${page}`)).map(({ code }) => [code, page])),
  );
  const codeOf = (row: string) => /^\| `([a-z0-9.-]+)`/.exec(row)?.[1] ?? "";

  it("each lint of a target, measure, exclusion, credit, cap or claim is shown", () => {
    const lints = sections.flatMap((title) =>
      (text.split(`${title}\n`)[1]?.split(/^##/m)[0] ?? "")
        .split("\n")
        .filter((line) => line.startsWith("| `"))
        .map(codeOf),
    );
    expect(lints.length).toBeGreaterThan(100);
    const missing = lints.filter((code) => !shown.has(code) && !notShown.includes(code));
    expect(missing).toEqual([]);
  });

  it("the row of each lint leads to its page, and of no other", () => {
    const wrong = rows.filter((row) => {
      const code = codeOf(row);
      const page = shown.get(code);
      const link = `](lints/${page}#${code.replace(".", "")})`;
      return page === undefined ? row.includes("](lints/") : !row.includes(link);
    });
    expect(wrong).toEqual([]);
  });

  it("whatever is shown has a row, and warns only where that is marked", () => {
    const marks = new Map(rows.map((row) => [codeOf(row), row.includes("**W**")]));
    // The row of a missing field stands for whatever was read.
    expect([...shown.keys()].filter((code) => !marks.has(code))).toEqual(["contract.missing"]);
    const warning = pages.flatMap((page) =>
      lintExamples(textOf(`lints/${page}`)).filter(({ says }) => says === "warns"),
    );
    expect(warning.filter(({ code }) => marks.get(code) !== true).map(({ code }) => code)).toEqual(
      [],
    );
  });
});
