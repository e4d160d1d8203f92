import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../src/base/canonical-json.ts";
import { dateText, periodText } from "../../src/present/dates.ts";
import { explanationText } from "../../src/present/explain-text.ts";
import { jsonText } from "../../src/present/json.ts";
import { money } from "../../src/present/money.ts";
import { targetText } from "../../src/present/target-text.ts";
import { cutTo, displayWidth } from "../../src/present/width.ts";

describe("amounts for people (semantics 33, 34)", () => {
  it.each([
    { amount: "5000.00", text: "CNY 5,000.00" },
    { amount: "999.999", text: "CNY 999.999" },
    { amount: "1000", text: "CNY 1,000" },
    { amount: "-1234567.5000", text: "CNY -1,234,567.5000" },
    { amount: "0.01", text: "CNY 0.01" },
  ])("shows $amount as $text, every digit kept", ({ amount, text }) => {
    expect(money("CNY", amount)).toBe(text);
  });
});

describe("targets for people (semantics 8, 9, 28)", () => {
  const rows: readonly { target: JsonValue; text: string }[] = [
    { target: { atLeast: "99.95" }, text: "≥ 99.95 %" },
    { target: [{ moreThan: "99.9" }], text: "> 99.9 %" },
    { target: { within: { elapsed: "PT15M", met: "less-than" } }, text: "< 15 min" },
    { target: { within: { business: "PT4H", calendar: "office" } }, text: "≤ 4 h office" },
    {
      target: {
        where: { severity: ["P1", "P2"] },
        within: { businessDays: 2, calendar: "office", by: "18:00" },
      },
      text: "P1, P2 ≤ 2 business days office by 18:00",
    },
    { target: { within: { days: 1 } }, text: "≤ 1 day" },
    {
      target: {
        rows: [{ clause: "msa 2.1", row: "P1 ≤ PT1H30M" }, { row: "≤ PT9H business time" }],
      },
      text: "P1 ≤ 1 h 30 min …",
    },
    { target: { rows: [{ row: "P1 ≤ PT4H" }], atLeast: "95" }, text: "≥ 95 % of P1 ≤ 4 h" },
    { target: { atMostMisses: 2 }, text: "at most 2 late" },
    { target: [], text: "–" },
    { target: { odd: 1 }, text: '{"odd":1}' },
  ];
  it.each(rows)("shows $text", ({ target, text }) => {
    expect(targetText(target, " %")).toBe(text);
  });

  it("shows a longest downtime as a duration", () => {
    expect(targetText({ atMost: "PT4H" }, "")).toBe("≤ 4 h");
  });
});

describe("dates, widths and JSON", () => {
  it.each([
    { text: dateText("2026-11-30"), shown: "30 November 2026" },
    { text: dateText("2026-13-30"), shown: "2026-13-30" },
    { text: periodText("2026-10"), shown: "October 2026" },
    { text: periodText("2026-10-05"), shown: "5 October 2026" },
    { text: periodText("2026-Q4"), shown: "2026-Q4" },
  ])("writes $shown", ({ text, shown }) => {
    expect(text).toBe(shown);
  });

  it("counts columns, not characters", () => {
    // Three wide ideographs; e with a combining accent; a full-width A.
    expect([displayWidth("可用性"), displayWidth("e\u0301"), displayWidth("Ａ")]).toEqual([
      6, 1, 2,
    ]);
    expect(cutTo("可用性可用性", 8)).toBe("可用性…");
  });

  it("keeps the order of keys and ends with one newline", () => {
    expect(jsonText({ b: 1, a: [2] })).toBe('{\n  "b": 1,\n  "a": [\n    2\n  ]\n}\n');
  });
});

describe("an explanation", () => {
  it("aligns steps, then tells what records did", () => {
    const text = explanationText({
      kind: "line",
      id: "availability/m/2026-10/tiers",
      steps: [
        { op: "base", clause: "msa 5.1", out: "50000.00" },
        { op: "percent", clause: "msa 6.1", in: "50000 × 10 ÷ 100", out: "5000" },
        { op: "tier", clause: "msa 6.1", in: "99.9 in [99, 99.95)", out: "10 %" },
      ],
      facts: [{ record: "INC-3\u001b", clause: "msa 3.1", effect: "20 min down" }],
    });
    expect(text).toBe(
      [
        "line availability/m/2026-10/tiers",
        "",
        "  base     50000.00  (msa 5.1)",
        "  percent  50000 × 10 ÷ 100 = 5000  (msa 6.1)",
        "  tier     99.9 in [99, 99.95) → 10 %  (msa 6.1)",
        "",
        "  records",
        "  INC-3\\u{1b}  20 min down  (msa 3.1)",
        "",
      ].join("\n"),
    );
  });

  it("has no empty or doubled brackets, and no equation that says nothing", () => {
    const text = explanationText({
      kind: "line",
      id: "not-clawed-back",
      steps: [
        { op: "charge", clause: "msa 5.1", in: "50000", out: "50000" },
        { op: "sum", clause: "(no claw-back term)", in: "-5.00 + 2.00", out: "-3.00" },
        { op: "issued", clause: "", out: "5.00" },
      ],
      facts: [{ record: "T-2", clause: "", effect: "changed no figure" }],
    });
    expect(text).toBe(
      [
        "line not-clawed-back",
        "",
        "  charge  50000  (msa 5.1)",
        "  sum     -5.00 + 2.00 = -3.00  (no claw-back term)",
        "  issued  5.00",
        "",
        "  records",
        "  T-2  changed no figure",
        "",
      ].join("\n"),
    );
  });
});
