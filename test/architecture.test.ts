import ts from "typescript";
import { describe, expect, it } from "vitest";
import { nodesOf, type SourceFile, sourceFiles } from "./support/source.ts";

/** The rooms of `src/` and what each may know. A new file is held to the row of its folder. */

const files = sourceFiles("src");
const byPath = new Map(files.map((file) => [file.path, file]));

/** The rooms below a room, and the packages that it may use. "root" is `src/*.ts`. */
const rooms: Readonly<Record<string, { rooms: readonly string[]; packages: readonly string[] }>> = {
  base: { rooms: [], packages: ["@noble/hashes"] },
  time: { rooms: ["base"], packages: [] },
  model: { rooms: ["base", "time"], packages: [] },
  core: { rooms: ["base", "time", "model"], packages: [] },
  schema: { rooms: ["base", "time", "model"], packages: ["zod"] },
  rules: { rooms: ["base", "time", "model", "core", "schema"], packages: [] },
  clock: { rooms: ["base", "time", "model", "core"], packages: [] },
  root: { rooms: ["base", "time", "model", "core", "clock", "schema", "rules"], packages: ["zod"] },
  present: { rooms: ["base", "time", "model"], packages: [] },
  // yaml is the parser of a format; foreign rows have a shape of their own, which zod checks.
  adapters: { rooms: ["base", "time", "model", "schema"], packages: ["yaml", "zod"] },
  node: { rooms: ["adapters"], packages: ["node:"] },
  cli: { rooms: ["adapters", "present", "node"], packages: ["commander", "node:"] },
};

/** Where a room uses one file of another that the table does not give it. */
const exceptions: readonly { from: string; to: string; typeOnly: boolean; why: string }[] = [
  { from: "rules", to: "src/contract.ts", typeOnly: true, why: "the type of what rules compile" },
  { from: "node", to: "src/index.ts", typeOnly: false, why: "the library, as any program sees it" },
  { from: "node", to: "src/records.ts", typeOnly: false, why: "a reader with the tools of Node" },
  { from: "node", to: "src/base/sha256.ts", typeOnly: true, why: "the type of what it replaces" },
  { from: "cli", to: "src/explain-record.ts", typeOnly: false, why: "from records read in pieces" },
  { from: "cli", to: "src/index.ts", typeOnly: false, why: "the library, as any program sees it" },
  { from: "cli", to: "src/open-list.ts", typeOnly: false, why: "from records read in pieces" },
  { from: "cli", to: "src/records.ts", typeOnly: false, why: "a reader with the tools of Node" },
  {
    from: "cli",
    to: "src/terms.ts",
    typeOnly: false,
    why: "the name by which files of terms are included",
  },
  { from: "cli", to: "package.json", typeOnly: false, why: "the version that it prints" },
];

const roomOf = (path: string) => /^src\/([^/]+)\//.exec(path)?.[1] ?? "root";
const isOurs = (to: string) => to.startsWith("src/") || to === "package.json";

function violations({ path, imports }: SourceFile): string[] {
  const from = roomOf(path);
  const allowed = rooms[from];
  if (allowed === undefined) return [`${path} is in no room of the table`];
  return imports
    .filter(({ to, isTypeOnly }) => {
      if (
        exceptions.some(
          (one) => one.from === from && one.to === to && (isTypeOnly || !one.typeOnly),
        )
      )
        return false;
      if (!isOurs(to))
        return !allowed.packages.some(
          (name) => to === name || to.startsWith(name.replace(/:?$/, (end) => end || "/")),
        );
      return roomOf(to) !== from && !allowed.rooms.includes(roomOf(to));
    })
    .map(({ to }) => `${path} imports ${to}`);
}

describe("imports go one way", () => {
  it.each(Object.keys(rooms))("%s imports only what the table gives it", (room) => {
    const own = files.filter(({ path }) => roomOf(path) === room);
    expect(own.length).toBeGreaterThan(0);
    expect(own.flatMap(violations)).toEqual([]);
  });

  it("every folder is a room, and every exception is used", () => {
    expect([...new Set(files.map(({ path }) => roomOf(path)))].sort()).toEqual(
      Object.keys(rooms).sort(),
    );
    const unused = exceptions.filter(
      ({ from, to }) =>
        !files.some(
          ({ path, imports }) => roomOf(path) === from && imports.some((one) => one.to === to),
        ),
    );
    expect(unused).toEqual([]);
  });

  it("every import of a file names a file that is there", () => {
    const missing = files.flatMap(({ path, imports }) =>
      imports
        .filter(({ to }) => to.startsWith("src/") && !byPath.has(to))
        .map(({ to }) => `${path} imports ${to}`),
    );
    expect(missing).toEqual([]);
  });

  // Types may refer to each other: they are gone at run time. Values may not.
  it("no file needs itself, directly or through others", () => {
    expect(cycleIn(files)).toEqual([]);
  });

  it("makegood/clock loads no package", () => {
    expect([...packagesOf("src/clock.ts", new Set())]).toEqual([]);
  });

  it("a parent folder is entered at a file, not through a barrel of re-exports", () => {
    const barrels = files.filter(
      ({ path, tree }) =>
        path !== "src/index.ts" &&
        path !== "src/adapters/index.ts" &&
        path !== "src/clock.ts" &&
        tree.statements.some(ts.isExportDeclaration),
    );
    const reexporting = barrels.filter(({ tree }) =>
      tree.statements.some((one) => ts.isExportDeclaration(one) && one.exportClause === undefined),
    );
    expect(reexporting.map(({ path }) => path)).toEqual([]);
  });
});

/** The packages that a file needs at run time, itself or through others. */
function packagesOf(path: string, seen: Set<string>): ReadonlySet<string> {
  const needed = (byPath.get(path)?.imports ?? []).filter(({ isTypeOnly }) => !isTypeOnly);
  return new Set(
    needed.flatMap(({ to }) => {
      if (!isOurs(to)) return [to];
      if (seen.has(to)) return [];
      seen.add(to);
      return [...packagesOf(to, seen)];
    }),
  );
}

/** The files of one cycle of value imports, or none. */
function cycleIn(all: readonly SourceFile[]): readonly string[] {
  const done = new Set<string>();
  const walk = (path: string, above: readonly string[]): readonly string[] => {
    if (above.includes(path)) return [...above.slice(above.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const { to, isTypeOnly } of byPath.get(path)?.imports ?? []) {
      const found = isTypeOnly ? [] : walk(to, [...above, path]);
      if (found.length > 0) return found;
    }
    done.add(path);
    return [];
  };
  for (const { path } of all) {
    const found = walk(path, []);
    if (found.length > 0) return found;
  }
  return [];
}

describe("the same input gives the same bytes", () => {
  const outsideCli = files.filter(({ path }) => roomOf(path) !== "cli");
  const uses = (forbidden: (node: ts.Node) => boolean, among: readonly SourceFile[]) =>
    among.filter(({ tree }) => [...nodesOf(tree)].some(forbidden)).map(({ path }) => path);

  it.each(["Date.now", "Math.random", "performance.now"])("no file calls %s", (name) => {
    const isIt = (node: ts.Node) => ts.isPropertyAccessExpression(node) && node.getText() === name;
    expect(uses(isIt, files)).toEqual([]);
  });

  it("no file asks the machine for today: Date always has an argument", () => {
    const isToday = (node: ts.Node) =>
      (ts.isNewExpression(node) &&
        node.expression.getText() === "Date" &&
        (node.arguments?.length ?? 0) === 0) ||
      (ts.isCallExpression(node) && node.expression.getText() === "Date");
    expect(uses(isToday, files)).toEqual([]);
  });

  it("no file reads or writes local fields of a Date", () => {
    const isLocal = (node: ts.Node) =>
      ts.isPropertyAccessExpression(node) &&
      /^(?:(?:get|set)(?:FullYear|Month|Date|Day|Hours|Minutes|Seconds)|getTimezoneOffset|toLocale\w*)$/.test(
        node.name.text,
      );
    expect(uses(isLocal, files)).toEqual([]);
  });

  it.each(["process", "globalThis", "require", "__dirname"])(
    "no %s outside the command line",
    (name) => {
      const isIt = (node: ts.Node) =>
        ts.isIdentifier(node) &&
        node.text === name &&
        !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) &&
        !ts.isPropertyAssignment(node.parent) &&
        !ts.isPropertySignature(node.parent);
      expect(uses(isIt, outsideCli)).toEqual([]);
    },
  );

  it("Intl stands in the zone files alone, and not the order of words by locale", () => {
    const isIntl = (node: ts.Node) => ts.isIdentifier(node) && node.text === "Intl";
    expect(
      uses(isIntl, files).filter((path) => !/^src\/time\/zone(?:-name)?\.ts$/.test(path)),
    ).toEqual([]);
    const comparesByLocale = (node: ts.Node) =>
      ts.isPropertyAccessExpression(node) && node.name.text === "localeCompare";
    expect(uses(comparesByLocale, files)).toEqual([]);
  });

  it("no library of dates stands in any file", () => {
    const packages = files.flatMap(({ imports }) => imports.map(({ to }) => to));
    expect(packages.filter((name) => /date-fns|luxon|moment|dayjs|temporal/.test(name))).toEqual(
      [],
    );
  });
});

/** Where a closed list is one file a value, with the file that holds its table. */
const lists = [
  { folder: "src/rules/figures/", table: "src/rules/figures/index.ts" },
  { folder: "src/rules/credits/on/", table: "src/rules/credits/index.ts" },
  { folder: "src/rules/credits/how/", table: "src/rules/credits/index.ts" },
  { folder: "src/rules/credits/give/", table: "src/rules/credit-worth.ts" },
  { folder: "src/rules/exclusions/", table: "src/rules/exclusions/index.ts" },
];
const valuesOf = (folder: string) =>
  files.filter(({ path }) => path.startsWith(folder) && !path.endsWith("/index.ts"));

describe("a value of a closed list is one file and its line in a table", () => {
  it.each(lists)("every file of $folder is in its table", ({ folder, table }) => {
    const listed = byPath.get(table)?.imports.filter(({ isTypeOnly }) => !isTypeOnly) ?? [];
    const paths = valuesOf(folder).map(({ path }) => path);
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !listed.some(({ to }) => to === path))).toEqual([]);
  });

  it.each(lists)("no value of $folder knows a sibling", ({ folder }) => {
    const known = valuesOf(folder).flatMap(({ path, imports }) =>
      imports
        .filter(
          ({ to, isTypeOnly }) =>
            to.startsWith("src/rules/") &&
            valueFolders.some((one) => to.startsWith(one)) &&
            !(isTypeOnly && to.endsWith("/index.ts")),
        )
        .map(({ to }) => `${path} imports ${to}`),
    );
    expect(known).toEqual([]);
  });

  it("every reader of a foreign format is in the table of adapters", () => {
    const own = files.filter(({ path }) => roomOf(path) === "adapters");
    const table = "src/adapters/index.ts";
    const parts = own
      .filter(({ path }) => path !== table)
      .flatMap(({ imports }) => imports.filter(({ isTypeOnly }) => !isTypeOnly));
    const inTable = byPath.get(table)?.imports ?? [];
    const loose = own.filter(
      ({ path }) => path !== table && ![...parts, ...inTable].some(({ to }) => to === path),
    );
    const names = loose.map(({ path }) => path.slice("src/adapters/".length));
    expect(names.filter((name) => !notForeign.includes(name))).toEqual([]);
  });
});
const valueFolders = ["src/rules/figures/", "src/rules/credits/", "src/rules/exclusions/"];

/** Readers of makegood's own formats, of tables by a map of the user's own, and of bytes. */
const notForeign = [
  "claimed-csv.ts",
  "contract-text.ts",
  "map-json-schema.ts",
  "json.ts",
  "ndjson.ts",
  "ticket-scan.ts",
  "csv.ts",
  "decode.ts",
  "file-fault.ts",
];

/** A switch over words that another library may add to. */
const openSwitches = ["src/schema/issues.ts"];

describe("files stay small and closed", () => {
  const codeLinesMax = 300;
  const long = files.filter(({ codeLines }) => codeLines > codeLinesMax);

  it(`no file has more than ${codeLinesMax} lines of code without a reason in it`, () => {
    const unexplained = long.filter(({ text }) => !text.includes("// Long because:"));
    expect(unexplained.map(({ path }) => path)).toEqual([]);
  });

  it("no switch over a closed list has a default, and nothing is any", () => {
    const found = files.filter(({ tree }) =>
      [...nodesOf(tree)].some(
        (node) => ts.isDefaultClause(node) || node.kind === ts.SyntaxKind.AnyKeyword,
      ),
    );
    expect(found.map(({ path }) => path)).toEqual(openSwitches);
  });
});
