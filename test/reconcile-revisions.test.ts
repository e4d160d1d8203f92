import { describe, expect, it } from "vitest";
import type { ContractInput } from "../src/contract.ts";
import { reconcile, type Statement, safeReconcile } from "../src/index.ts";
import { reconciliationCsv, reconciliationText } from "../src/present/reconcile-text.ts";
import { availability, contractOf, outage, restated, settled, tiered } from "./rules/world.ts";

/** Below 99.9 % a tenth, below 99 % a quarter, of 1,000.00. */
const terms = (changes: Partial<ContractInput> = {}) =>
  contractOf({
    commitments: [{ ...availability, credits: [tiered(["99", "99.9", "10"], ["0", "99", "25"])] }],
    ...changes,
  });
const contract = terms();
const none = outage("INC-0", "10-02T00:00", "10-02T00:00");
const hour = outage("INC-1", "10-03T01:00", "10-03T02:00"); // 99.87 %: 100.00
const day = outage("INC-2", "10-05T00:00", "10-06T00:00"); // 96.77 %: 250.00
const line = "availability/web/2026-10/tenth";

const first = settled({ contract, rows: [hour] });
function revisionOf(
  issued: readonly Statement[],
  rows: readonly object[],
  asOf: string,
  of = contract,
) {
  const made = restated({ contract: of, rows, asOf, issued });
  if (made === undefined) throw new TypeError("something changed");
  return made;
}
const second = revisionOf([first], [hour, day], "11-10T00:00");
const differences = (issued: Statement | readonly Statement[], amount: string) =>
  reconcile(issued, [{ id: "CN", commitment: "availability", amount }]).differences.map(
    ({ line: of, kind, owedAmount, likelyCause }) => [of, kind, owedAmount, likelyCause?.why],
  );

describe("reconciling a period that was restated (38)", () => {
  it("the first statement and its revision together owe 100.00 + 150.00, in any order", () => {
    expect(second.lines.map(({ amount }) => amount)).toEqual(["150.00"]);
    expect(differences([first, second], "250.00")).toEqual([
      [line, "matched", "250.00", undefined],
    ]);
    expect(differences([second, first], "250.00")).toEqual([
      [line, "matched", "250.00", undefined],
    ]);
    expect(differences([first, second], "100.00")).toEqual([
      [line, "amount", "250.00", "other-tier"],
    ]);
    expect(reconcile([first, second], []).totals).toMatchObject({ owed: "250.00", lines: 1 });
  });

  it("a list of one statement is that statement", () => {
    expect(differences([first], "100.00")).toEqual([[line, "matched", "100.00", undefined]]);
  });

  it("a line that a revision took away is owed no more, and what was kept says so", () => {
    const gone = revisionOf([first], [none], "11-10T00:00");
    expect(differences([first, gone], "100.00")).toEqual([
      [line, "amount", "0.00", undefined],
      ["not-clawed-back", "not-claimed", "100.00", undefined],
    ]);
  });

  it("a revision alone is a difference: a list of the whole is told as such", () => {
    expect(differences(second, "150.00")).toEqual([[line, "matched", "150.00", undefined]]);
    const [found] = reconcile(second, [{ line, amount: "250.00" }]).differences;
    expect(found?.likelyCause).toEqual({
      why: "whole",
      detail: "250.00 in all, of which 100.00 was issued before",
    });
    expect(differences(second, "249.00")).toEqual([[line, "amount", "150.00", undefined]]);
  });

  it("what was found too late is forfeited beside what was claimable", () => {
    const claim: ContractInput["claim"] = {
      on: "request",
      stages: [{ what: "claim", within: { days: 8 }, after: "settlement-end" }],
    };
    const asked = terms({ claim });
    const issued = settled({ contract: asked, rows: [hour] });
    const late = revisionOf([issued], [hour, day], "11-20T00:00", asked);
    expect(late.lines.map(({ amount, status }) => [amount, status])).toEqual([
      ["150.00", "forfeited"],
    ]);
    const found = reconcile([issued, late], [{ commitment: "availability", amount: "100.00" }]);
    expect(found.differences.map(({ line: of, kind, status }) => [of, kind, status])).toEqual([
      [line, "matched", "claimable"],
      [`${line}#forfeited`, "matched", "forfeited"],
    ]);
    // Nothing was claimable of a period that was forfeited from the start: 100.00, then 150.00 more.
    const lost = settled({ contract: asked, rows: [hour], asOf: "11-20T00:00" });
    const more = revisionOf([lost], [hour, day], "11-25T00:00", asked);
    const all = reconcile([lost, more], [{ commitment: "availability", amount: "250.00" }]);
    expect(all.differences).toMatchObject([
      { line, status: "forfeited", owedAmount: "0.00", likelyCause: { why: "forfeited" } },
    ]);
  });
});

describe("what is refused", () => {
  const codes = (issued: unknown, claimed: unknown = []) => {
    const found = safeReconcile(issued as Statement, claimed as []);
    return found.ok ? [] : found.issues.map(({ code, path }) => `${path.join(".")} ${code}`);
  };
  const altered = { ...first, lines: first.lines.map((one) => ({ ...one, minor: 1 })) };

  it("a statement that was altered by hand", () => {
    expect(codes(altered)).toEqual(["statement.hashes.result reconcile.tampered"]);
    expect(codes([first, altered])).toEqual(["statement.1.hashes.result reconcile.tampered"]);
  });

  it("revisions with a gap, or twice; another period; none at all", () => {
    const third = revisionOf([first, second], [hour], "11-15T00:00");
    expect(codes([first, third])).toEqual(["statement reconcile.revision-gap"]);
    expect(codes([first, first])).toEqual(["statement reconcile.revision-gap"]);
    expect(codes([second])).toEqual(["statement reconcile.revision-gap"]);
    const november = settled({
      contract,
      rows: [],
      period: "2026-11",
      asOf: "2026-12-05T00:00:00Z",
    });
    expect(codes([first, november])).toEqual(["statement reconcile.another-period"]);
    expect(codes([])).toEqual(["statement reconcile.not-a-statement"]);
    expect(codes([first, {}])).toEqual(["statement.1 reconcile.not-a-statement"]);
  });

  it("names that are no text, all at once with the amounts", () => {
    expect(codes(first, [{ amount: 5, id: 7, period: 10 }])).toEqual([
      "claimed.0.amount reconcile.amount",
      "claimed.0.id reconcile.row",
      "claimed.0.period reconcile.row",
    ]);
  });

  it("says how an amount is written in a currency without minor units", () => {
    const yen = settled({
      contract: contractOf({
        currency: "JPY",
        services: [{ id: "web", charges: [{ id: "fee", amount: "1000", per: "month" }] }],
      }),
      rows: [hour],
    });
    const found = safeReconcile(yen, [{ amount: "1.5" }]);
    expect(found.ok ? "" : found.issues[0]?.hint).toContain('at most 0 decimals, like "500"');
  });
});

describe("rows that name what is not there", () => {
  it("of very many names that are none the nearest line is looked for in the first rows alone", () => {
    // One line of the statement: 300,000 names are held against it.
    const rows = Array.from({ length: 300_001 }, () => ({ line: `${line}s`, amount: "7.00" }));
    const said = reconcile(first, rows).differences.flatMap((one) => one.said ?? []);
    expect([said.length, said[299_999], said[300_000]]).toEqual([
      300_001,
      `${line}s (no such line; did you mean ${line}?)`,
      `${line}s (no such line)`,
    ]);
  });

  it("a line that is none is told with the nearest, however it is paired", () => {
    const near = `${line}s (no such line; did you mean ${line}?)`;
    const paired = reconcile(first, [{ line: `${line}s`, amount: "100.00" }]);
    expect(paired.differences).toMatchObject([{ line, kind: "reason", said: near }]);
    const found = reconcile(first, [
      { line: `${line}s`, amount: "7.00" },
      { line: "x", amount: "8.00", reason: "goodwill" },
      { amount: "9.00" },
    ]);
    expect(found.differences.map(({ kind, said }) => [kind, said])).toEqual([
      ["not-claimed", undefined],
      ["not-owed", near],
      ["not-owed", "x (no such line), goodwill"],
      ["not-owed", undefined],
    ]);
    expect(reconciliationText(found)).toContain("claimed, not owed: x (no such line), goodwill");
    expect(reconciliationCsv(found)).toContain(',"x (no such line), goodwill"\r\n');
  });

  it("another period is named", () => {
    const row = { commitment: "availability", period: "2026-09", amount: "100.00" };
    expect(reconcile(first, [row]).differences).toMatchObject([
      { kind: "period", said: "availability, 2026-09" },
    ]);
  });
});

describe("lines that no single result gave", () => {
  it("what points come to is named by its line, or as points (30)", () => {
    const each = { id: "each", clause: "6.1", on: "each-miss", how: "flat", give: { points: "1" } };
    const scored = contractOf({
      commitments: [{ ...availability, credits: [each as never] }],
      points: { clause: "7", base: "monthly", convert: { percentPerPoint: "1" } },
    });
    // One outage is one point: 1 % of 1,000.00.
    const owed = settled({ contract: scored, rows: [hour] });
    const kinds = (name: string) =>
      reconcile(owed, [{ commitment: name, amount: "10.00" }]).differences.map(
        ({ line: of, kind }) => [of, kind],
      );
    const own = ["availability/web/2026-10/each", "matched"];
    if (owed.lines.length !== 2) throw new TypeError("a line of points and one of money");
    // The line of points owes no money, and nothing is claimed for it.
    expect(kinds("points")).toEqual([own, ["points/2026-10", "matched"]]);
    expect(kinds("points/2026-10")).toEqual([own, ["points/2026-10", "matched"]]);
  });

  it("what was not clawed back is named as such (38)", () => {
    const gone = revisionOf([first], [none], "11-10T00:00");
    const found = reconcile(
      [first, gone],
      [{ reason: "not-clawed-back", amount: "100.00" }],
    ).differences;
    expect(found.map(({ line: of, kind }) => [of, kind])).toEqual([
      [line, "matched"],
      ["not-clawed-back", "matched"],
    ]);
  });
});
