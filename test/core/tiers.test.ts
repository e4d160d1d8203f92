import { describe, expect, it } from "vitest";
import { parseDecimal, type Ratio, ratio } from "../../src/base/ratio.ts";
import { matchTier, seamsOf, type Tier } from "../../src/core/tiers.ts";

function exact(text: string): Ratio {
  const value = parseDecimal(text);
  if (value === undefined) throw new TypeError(`${text} is no decimal`);
  return value;
}

/** "99.0 .. 99.95" in the usual half-open form; "(" and "]" in place of "[" and ")" turn a side. */
function row(text: string): Tier<string> {
  const [, open, from = "", below = "", close] =
    /^([[(])([\d.]*)\.\.([\d.]*)([\])])$/.exec(text) ?? [];
  return {
    ...(from === "" ? {} : { from: exact(from) }),
    ...(below === "" ? {} : { below: exact(below) }),
    fromExclusive: open === "(",
    belowInclusive: close === "]",
    give: text,
  };
}

describe("msa 6.1, service credits for availability (semantics 29)", () => {
  const tiers = ["[99.0..99.95)", "[95.0..99.0)", "[..95.0)"].map(row);

  it.each([
    { uptime: "99.95", give: "none", why: "the target itself is met" },
    { uptime: "99.949999999999", give: "[99.0..99.95)", why: "just below the target" },
    { uptime: "99.0", give: "[99.0..99.95)", why: "a row includes its lower bound" },
    { uptime: "98.999999999999", give: "[95.0..99.0)", why: "just below that bound" },
    { uptime: "95", give: "[95.0..99.0)", why: "the next lower bound" },
    { uptime: "94.999999999999", give: "[..95.0)", why: "an open row has no lower bound" },
    { uptime: "0", give: "[..95.0)", why: "no service at all" },
    { uptime: "-3.333333333333", give: "[..95.0)", why: "31 days down, 30 deemed" },
    { uptime: "100", give: "none", why: "above every row" },
  ])("uptime $uptime gives $give: $why", ({ uptime, give }) => {
    const match = matchTier(tiers, exact(uptime));
    expect(match.kind === "one" ? match.tier.give : match.kind).toBe(give);
  });

  it("looks at the exact ratio, not at decimals: 1 ms less than the bound is below it (28)", () => {
    // 100 × 999 / 1000 is 99.9; 10^-18 less has no decimal of 12 places.
    const under = ratio(999n * 10n ** 17n - 1n, 10n ** 18n);
    const match = matchTier(["[99.9..)", "[..99.9)"].map(row), under);
    expect(match).toMatchObject({ kind: "one", index: 1 });
  });

  it.each([
    { bounds: "(99..100)", at: "99", applies: false, why: "more than 99" },
    { bounds: "(99..100)", at: "99.000000000001", applies: true, why: "a trifle more" },
    { bounds: "[99..100]", at: "100", applies: true, why: "up to and including 100" },
    { bounds: "[99..100)", at: "100", applies: false, why: "below 100" },
    { bounds: "[99..)", at: "100000", applies: true, why: "no upper bound" },
    { bounds: "[99..99]", at: "99", applies: true, why: "a single point" },
  ])("$bounds at $at: $why", ({ bounds, at, applies }) => {
    expect(matchTier([row(bounds)], exact(at)).kind).toBe(applies ? "one" : "none");
  });

  it("reports rows that both apply, with their places, instead of choosing one", () => {
    const match = matchTier([...tiers, row("[99.5..)")], exact("99.5"));
    expect(match).toMatchObject({ kind: "conflict", indexes: [0, 3] });
  });
});

describe("gaps and overlaps of a table (semantics 29)", () => {
  it.each([
    { rows: ["[99..99.9)", "[95..99)", "[..95)"], seams: [], why: "a partition" },
    { rows: ["[..95)", "[95..99)", "[99..99.9)"], seams: [], why: "in any order" },
    { rows: ["[99..]"], seams: [], why: "one row has no neighbour" },
    { rows: [], seams: [], why: "no rows at all" },
    {
      rows: ["[99.5..99.9)", "[95..99)"],
      seams: ["gap 1-0"],
      why: "99 to 99.5 is in no row",
    },
    { rows: ["[98..99.9)", "[95..99)"], seams: ["overlap 1-0"], why: "98 to 99 is in both" },
    {
      rows: ["(99..99.9)", "[95..99)"],
      seams: ["gap 1-0 at a point"],
      why: "99 itself is in no row",
    },
    {
      rows: ["[99..99.9)", "[95..99]"],
      seams: ["overlap 1-0 at a point"],
      why: "99 itself is in both",
    },
    { rows: ["(99..99.9)", "[95..99]"], seams: [], why: "both flags turn the point over" },
    { rows: ["[99..99]", "(99..100)", "[..99)"], seams: [], why: "a row for one point" },
    { rows: ["[..95)", "[..99)"], seams: ["overlap 0-1"], why: "both reach to the bottom" },
    { rows: ["[95..)", "[99..)"], seams: ["overlap 0-1"], why: "both reach to the top" },
    {
      rows: ["[0..100)", "[10..20)", "[30..40)"],
      seams: ["overlap 0-1", "overlap 0-2"],
      why: "a row that holds two others: no gap lies between those",
    },
    {
      rows: ["[0..50)", "[10..20)", "[50..60)"],
      seams: ["overlap 0-1"],
      why: "the third begins where the longest ends",
    },
  ])("$why", ({ rows, seams }) => {
    const found = seamsOf(rows.map(row)).map(
      ({ kind, lower, upper, point }) => `${kind} ${lower}-${upper}${point ? " at a point" : ""}`,
    );
    expect(found).toEqual(seams);
  });
});
