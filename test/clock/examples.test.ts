import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as clock from "../../src/clock.ts";
import * as makegood from "../../src/index.ts";

/** The examples in the comments of the clock entry are run, and every function has one. */

const contract = makegood.parseContract(
  parse(readFileSync("fixtures/example/contract.yaml", "utf8")),
);
const known = {
  ...makegood,
  ...clock,
  contract,
  policy: makegood.clockPolicy(contract),
  ticket: {
    id: "T-1",
    service: "messaging",
    severity: "P2",
    openedAt: "2026-10-12T16:00:00+08:00",
  },
  hours: clock.businessTime({
    id: "office",
    zone: "Europe/Berlin",
    weekly: { "mon-fri": ["09:00-17:00"] },
  }),
};

interface Example {
  readonly name: string;
  /** Undefined where the comment has none. */
  readonly code: string | undefined;
}

/** Of the exported functions of a file and the functions of its interface `BusinessTime`. */
function examplesOf(path: string): readonly Example[] {
  const source = ts.createSourceFile(
    path,
    readFileSync(path, "utf8"),
    ts.ScriptTarget.ES2022,
    true,
  );
  const members = source.statements
    .filter(ts.isInterfaceDeclaration)
    .filter(({ name }) => name.text === "BusinessTime")
    .flatMap((one) => [...one.members])
    .filter((one) => ts.isPropertySignature(one) && one.type?.kind === ts.SyntaxKind.FunctionType);
  const functions = source.statements
    .filter(ts.isFunctionDeclaration)
    .filter(({ modifiers }) => modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword));
  return [...members, ...functions].map((node) => {
    const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === "example");
    const code = tag === undefined ? undefined : ts.getTextOfJSDocComment(tag.comment);
    return { name: node.name?.getText() ?? "", code };
  });
}

const examples = [
  ...["business-time", "calendar-of", "clocks-at", "urgency"].map((name) => `src/clock/${name}.ts`),
  "src/clock-policy.ts",
].flatMap(examplesOf);

describe("the examples in the comments", () => {
  it("there is one for each function of the entry", () => {
    const functions = Object.entries({ ...clock, clockPolicy: 0, ticketsOf: 0 }).map(
      ([name]) => name,
    );
    const own = functions.filter((name) => !["RefusedError", "formatIssue"].includes(name));
    const members = Object.entries(known.hours).filter(([, one]) => typeof one === "function");
    expect(examples.map(({ name }) => name).sort()).toEqual(
      [...own, ...members.map(([name]) => name)].sort(),
    );
  });

  it.each(examples)("$name says what it does", ({ code = "" }) => {
    const asserted = code.replace(/^(.*);\s*\/\/ => (.*)$/gm, "same($1, $2);");
    expect(asserted).toContain("same(");
    const source = `(({ ${Object.keys(known).join()} }, same) => {{${asserted}}})`;
    const run = runInThisContext(ts.transpile(source, { target: ts.ScriptTarget.ES2022 }));
    (run as (names: typeof known, same: (found: unknown, wanted: unknown) => void) => void)(
      known,
      (found, wanted) => expect(found).toEqual(wanted),
    );
  });
});
