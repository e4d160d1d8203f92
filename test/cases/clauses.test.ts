import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { clocksAt } from "../../src/clock.ts";
import {
  check,
  clockPolicy,
  parseContract,
  parseRecords,
  type Statement,
  safeParseContract,
  settle,
} from "../../src/index.ts";
import { ran, root } from "../cli/support.ts";
import { shared } from "../support/shared.ts";
import {
  type Clause,
  type Due,
  documentsOf,
  type Edge,
  hasTerms,
  inventoryOf,
  msOf,
  orderNames,
  orderText,
  readme,
  rowsOf,
  sources,
  termsNames,
  termsText,
} from "./clauses.ts";
import { caseNames, contractOf } from "./fixture.ts";

/**
 * Whether the availability and measurement clauses of published agreements can be written down as
 * contracts: each entry of the collections has its terms, and they come to what was worked out by hand.
 */

const clauses = sources.flatMap((source) =>
  inventoryOf(source).flatMap((entry) =>
    (entry.clauses ?? []).map((clause) => ({ source, entry: entry.entry, ...clause })),
  ),
);
const withTerms = clauses.filter(({ terms }) => terms !== undefined);
const withCase = clauses.filter(({ case: name }) => name !== undefined);

describe.each(sources)("the inventory of %s.yaml", (source) => {
  const entries = inventoryOf(source);

  it("has for each entry clauses, or a reason", () => {
    expect(
      entries.filter(({ clauses, none }) => (clauses === undefined) === (none === undefined)),
    ).toEqual([]);
    expect(entries.filter(({ clauses }) => clauses?.length === 0)).toEqual([]);
    expect(entries.filter(({ none }) => none !== undefined && none.length < 30)).toEqual([]);
  });

  it("names each file of terms once, and no other", () => {
    const named = entries.flatMap(({ clauses = [] }) =>
      clauses.flatMap(({ terms }) => terms ?? []),
    );
    expect(named.toSorted()).toEqual(termsNames(source).toSorted());
  });

  it("names cases and terms that there are", () => {
    const named = entries.flatMap(({ clauses = [] }) => clauses);
    expect(
      named.flatMap((one) => one.case ?? []).filter((name) => !caseNames.includes(name)),
    ).toEqual([]);
    expect(named.flatMap(({ same }) => same ?? []).filter((path) => !hasTerms(path))).toEqual([]);
  });

  it("README.md counts them", () => {
    const said = entries.filter(({ none }) => none === undefined).length;
    expect(readme).toContain(
      `| ${source}.yaml | ${entries.length} | ${said} | ${entries.length - said} | ${termsNames(source).length} |`,
    );
  });

  const file = shared(`slas/${source}.yaml`);
  it.skipIf(file.isAbsent)(`names every entry and no other (${file.note})`, () => {
    const { entries: cloud, records: saas } = parse(readFileSync(file.path, "utf8")) as Collection;
    const ids = (cloud ?? saas ?? []).map(({ id }) => id);
    expect(entries.map(({ entry }) => entry)).toEqual(ids);
  });
});

interface Collection {
  readonly entries?: readonly { readonly id: string }[];
  readonly records?: readonly { readonly id: string }[];
}

it.each(orderNames)("the order %s can be checked on the command line as it stands", (name) => {
  const { contract, terms } = documentsOf("cloud", { terms: "aws-compute-instance", order: name });
  expect(parse(orderText(name))).toEqual(contract);
  expect(safeParseContract(contract, { terms }).ok).toBe(true);
});

it("the command line of README.md says what the clause allows", async () => {
  const [, line = ""] = /```sh\nmakegood (.*)\n```/.exec(readme) ?? [];
  const { status, out } = await ran(line.split(" "), { cwd: root });
  expect(status).toBe(0);
  // 0.5 % of thirty days are 3 h 36 min.
  expect(out).toContain("3 h 36 min");
});

it("docs/limitations.md counts the entries", () => {
  const entries = sources.flatMap(inventoryOf);
  const said = entries.filter(({ none }) => none === undefined).length;
  expect(readFileSync(`${root}docs/limitations.md`, "utf8")).toContain(
    `Of ${entries.length} entries of two collections of agreements, ${said} are`,
  );
});

describe.each(withTerms)("$source $terms", ({ source, entry, ...clause }) => {
  const { terms = "", edges = [], dues = [] } = clause;
  const { contract: raw, terms: included } = documentsOf(source, clause);

  it("says whose clause it is, where it was read and how well", () => {
    const text = termsText(source, terms);
    expect(text).toContain(`${source}.yaml ${entry}\n`);
    for (const heading of ["clause", "source", "evidence"])
      expect(text).toContain(`# ${heading}: `);
  });

  it("is a contract without a problem", () => {
    const result = safeParseContract(raw, { terms: included });
    const codes = (result.ok ? result.warnings : result.issues).map(({ code }) => code);
    expect(result.ok ? codes.filter((code) => !toldCodes.includes(code)) : codes).toEqual([]);
  });

  it("promises what the entry states (28)", () => {
    checkTargets(parseContract(raw, { terms: included }), clause);
  });

  it.each(edges.map((edge) => [JSON.stringify(edge), edge] as const))("%s", (_, edge) => {
    const contract = parseContract(raw, { terms: included });
    const statement = settle({
      contract,
      records: parseRecords([...rowsOf(edge)], contract),
      period: edge.period ?? periods[clause.order ?? "month"] ?? "",
      asOf: "2028-01-01T00:00:00Z",
    });
    expect(verdictsOf(statement, edge)).toEqual(edge.is);
    if (edge.gives !== undefined) expect(givenBy(statement)).toBe(edge.gives);
  });

  it.each(dues)("a ticket of $severity for $clock, opened $opened, is due $due", (wanted) => {
    const policy = clockPolicy(parseContract(raw, { terms: included }));
    expect(dueOf(policy, wanted)).toBe(new Date(wanted.due).toISOString());
  });

  it("is asked something", () => {
    expect(edges.length + dues.length).toBeGreaterThan(0);
  });
});

/**
 * Warnings that are right: tables as vendors print them, severities that have no time of their own,
 * and hours that do run from early morning over midnight.
 */
const toldCodes: readonly string[] = [
  "tier.gap",
  "tier.in-met-region",
  "target.no-last-row",
  "calendar.long-night",
];

/** November 2026 has thirty days, its calendar quarter 92, and so has the fiscal one from November. */
const periods: Readonly<Record<string, string>> = {
  month: "2026-11",
  quarter: "2026-Q4",
  "fiscal-quarter": "2026-11",
  "in-use": "2026-11",
};

describe.each(withCase.filter(({ targets }) => targets !== undefined))(
  "$source $entry, worked case $case",
  ({ case: name = "", ...clause }) => {
    it("promises what the entry states (28)", () => {
      checkTargets(parseContract(contractOf(name)), clause);
    });
  },
);

/** The bounds, and the downtime that they allow in thirty days, as `check` says them. */
function checkTargets(
  contract: Parameters<typeof check>[0],
  { targets = {}, allowed = {} }: Clause,
): void {
  const rows = check(contract).targets;
  const figures = rows.filter(({ target }) => boundOf(target) !== undefined);
  expect(Object.fromEntries(figures.map((row) => [row.commitment, boundOf(row.target)]))).toEqual(
    targets,
  );
  for (const [commitment, length] of Object.entries(allowed)) {
    const row = rows.find((one) => one.commitment === commitment);
    const month = row?.allowed.find(({ per, days }) => per === "month" && days === 30);
    expect(month?.ms).toBe(String(msOf(length)));
  }
}

function boundOf(target: unknown): string | undefined {
  const { atLeast, moreThan, atMost, lessThan } = Object(target) as Record<string, string>;
  return atLeast ?? moreThan ?? atMost ?? lessThan;
}

/** Of the commitments that the edge asks about; one word where there is one. */
function verdictsOf({ results }: Statement, { is }: Edge): Edge["is"] {
  if (typeof is === "string") {
    const verdicts = [...new Set(results.map(({ verdict }) => verdict))];
    // Of days that nothing is told of there is no verdict.
    const told = verdicts.filter((verdict) => verdict !== "not-measured");
    return (told.length === 0 ? verdicts : told).join(", ");
  }
  return Object.fromEntries(
    Object.keys(is).map((id) => [
      id,
      results.find(({ commitment }) => commitment === id)?.verdict ?? "no result",
    ]),
  );
}

/** The sum of the lines: money, or what is owed beside it with its unit. */
function givenBy({ lines, totals }: Statement): string {
  const inKind = lines.flatMap((line) => line.inKind ?? []);
  if (inKind.length === 0) return totals.lines;
  return inKind.map(({ unit, count }) => `${count} ${unit}`).join(", ");
}

function dueOf(policy: ReturnType<typeof clockPolicy>, { clock, opened, ...wanted }: Due) {
  const ticket = {
    id: "T-1",
    service: "service",
    openedAt: opened,
    events: [],
    ...(wanted.severity === undefined ? {} : { severity: wanted.severity }),
    ...(wanted.attributes === undefined ? {} : { attributes: wanted.attributes }),
  };
  const reading = clocksAt(policy, ticket, Date.parse(opened) + 1).find(({ id }) => id === clock);
  return reading?.dueAt === undefined ? "no due" : new Date(reading.dueAt).toISOString();
}
