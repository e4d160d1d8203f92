import { expect, it } from "vitest";
import { statementText } from "../../src/present/statement-text.ts";
import { contractOf, settled, work } from "../rules/world.ts";

const iso = (hour: number) =>
  new Date(Date.UTC(2026, 9, 1, hour)).toISOString().replace(".000Z", "Z");

const bucket = (hour: number, good: number, total: number) => ({
  type: "bucket",
  service: "web",
  of: "requests",
  from: iso(hour),
  until: iso(hour + 1),
  good,
  total,
});

const measure = {
  facts: "tally",
  figure: "mean-of-ratios",
  of: "requests",
  bucket: "PT1H",
  zeroTraffic: "left-out",
  minimumTraffic: { requests: 10, under: "good" },
  partlyExcluded: "kept",
} as const;

const contract = contractOf({
  exclusions: [
    { id: "planned", clause: "4.2", matches: { kind: "maintenance" }, removes: "window" },
  ],
  commitments: [
    {
      id: "requests",
      clause: "3.1",
      scope: { service: "web" },
      period: "calendar-month",
      measure,
      excludes: ["planned"],
      targets: [{ atLeast: "99.9" }],
    },
    {
      id: "voice",
      clause: "3.2",
      scope: { service: "web" },
      period: "calendar-month",
      measure: { facts: "values", figure: "mean", of: "mos" },
      excludes: ["planned"],
      targets: [{ atLeast: "3.9" }],
    },
  ],
});

const sample = (hour: number, value: string) => ({
  type: "sample",
  service: "web",
  of: "mos",
  at: iso(hour),
  value,
});

const linesOf = (rows: readonly object[]) =>
  statementText(settled({ contract, rows }))
    .split("\n")
    .filter((line) => /^ {2}(requests|voice): /.test(line));

it("says what was counted and what is not known", () => {
  const rows = [
    bucket(0, 90, 100),
    bucket(1, 0, 0),
    bucket(2, 5, 9),
    bucket(3, 1, 10),
    work("CHG-1", iso(3), iso(4), { impact: "none" }),
    sample(1, "4"),
    sample(3, "1"),
  ];
  // Of 744 hours one is excluded and three have a bucket: 740 of 743 are unknown.
  expect(linesOf(rows)).toEqual([
    "  requests: 2 buckets, 1 without traffic, 1 with little traffic, 1 left out, 1 excluded, 740 h unknown (coverage 0.403768 %)",
    "  voice: 1 values, 1 excluded",
  ]);
});

it("says no more than there is", () => {
  const rows = Array.from({ length: 744 }, (_, hour) => bucket(hour, 100, 100));
  expect(linesOf([...rows, sample(0, "4")])).toEqual([
    "  requests: 744 buckets",
    "  voice: 1 values",
  ]);
});
