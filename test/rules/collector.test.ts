import { describe, expect, it } from "vitest";
import { Collector } from "../../src/rules/collector.ts";

const known = (count: number) =>
  new Map(Array.from({ length: count }, (_, index) => [`calendar-${index + 1}`, index]));

function hintFor(name: string, count: number): string | undefined {
  const issues = new Collector();
  expect(issues.find("calendar", name, known(count), ["at"])).toBeUndefined();
  return issues.issues[0]?.hint;
}

describe("a name that the contract does not declare", () => {
  it.each([
    { count: 0, hint: "the contract declares no calendar" },
    { count: 2, hint: "declared: calendar-1, calendar-2" },
  ])("of $count: $hint", ({ count, hint }) => {
    expect(hintFor("nowhere", count)).toBe(hint);
  });

  it("of many, the hint names twenty", () => {
    expect(hintFor("nowhere", 20)).toMatch(/, calendar-19, calendar-20$/);
    expect(hintFor("nowhere", 21)).toMatch(/, calendar-19, calendar-20$/);
  });

  it("one that nearly is it is suggested, wherever it stands", () => {
    expect(hintFor("calendra-21", 21)).toBe('did you mean "calendar-21"?');
  });
});

it("an issue about what is not there shows no value", () => {
  const issues = new Collector();
  issues.refuse("claim.missing", ["claim"], "there is none", "add one");
  expect(issues.issues).toStrictEqual([
    { code: "claim.missing", path: ["claim"], message: "there is none", hint: "add one" },
  ]);
});
