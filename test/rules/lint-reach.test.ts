import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { safeParseContract } from "../../src/index.ts";
import { contractOf, response } from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Calendar = NonNullable<ContractInput["calendars"]>[number];

/**
 * An hour on Mondays. The contract begins on Thursday 1 January 2026, so the first one is that of
 * 5 January. In 3660 days from there, 522 weeks and 6 days, there are 523 Mondays.
 */
const mondays: Calendar = { id: "mondays", weekly: { mon: ["09:00-10:00"] } };

const CODE = "within.out-of-reach";

function told(within: object, calendar: object = mondays, commitment: object = {}) {
  const own = { ...response, credits: [], targets: [{ within }], ...commitment } as Commitment;
  const result = safeParseContract(
    contractOf({ calendars: [calendar as Calendar], commitments: [own] }),
  );
  return result.ok
    ? result.warnings.filter(({ code }) => code === CODE)
    : result.issues.map(({ code }) => ({ code, path: [], message: "", value: "" }));
}

describe("semantics 9: a calendar that does not open for so long in ten years", () => {
  it.each([
    { within: { business: "PT523H" }, why: "523 Mondays" },
    {
      within: { business: "PT523H1S" },
      field: "business",
      says: "calendar mondays opens for 523 h in ten years, less than this target of PT523H1S",
      why: "a second more",
    },
    { within: { businessDays: 523 }, why: "523 Mondays" },
    {
      within: { businessDays: 524 },
      field: "businessDays",
      says: "calendar mondays opens for 523 business days in ten years, less than this target of 524 business days",
      why: "a day more",
    },
    { within: { businessWindows: 523 }, why: "523 Mondays" },
    {
      within: { businessWindows: 524 },
      field: "businessWindows",
      says: "calendar mondays opens for 523 whole windows in ten years, less than this target of 524 whole windows",
      why: "a window more",
    },
    {
      within: { business: "PT40000H" },
      field: "business",
      why: "centuries, though below ten years",
    },
  ])("$within: $why", ({ within, field, says }) => {
    const found = told({ ...within, calendar: "mondays" });
    expect(found.map(({ path }) => path.join("."))).toEqual(
      field === undefined ? [] : [`commitments.0.targets.0.within.${field}`],
    );
    if (says !== undefined) expect(found[0]?.message).toBe(says);
  });

  const drill = {
    id: "mondays",
    workdays: [{ date: "2040-03-05", hours: ["09:00-10:00"] }],
  };
  it.each([
    { within: { business: "PT1H" }, calendar: drill, found: [], why: "counted from its opening" },
    { within: { business: "PT2H" }, calendar: drill, found: [CODE], why: "it opens once" },
    { within: { businessDays: 1 }, calendar: drill, found: [], why: "one day" },
    { within: { businessDays: 2 }, calendar: drill, found: [CODE], why: "one of two days" },
    {
      within: { business: "PT2H" },
      calendar: { ...drill, workdays: [{ date: "2200-12-31", hours: ["23:00-24:00"] }] },
      found: [CODE],
      why: "the years end at 2200",
    },
    {
      within: { business: "PT523H1S" },
      calendar: { ...mondays, zone: { attribute: "tz" } },
      found: [CODE],
      why: "in the zone of the ticket",
    },
    {
      within: { business: "PT4H" },
      calendar: { ...mondays, effective: { until: "2025-06-01" } },
      found: ["calendar.never-opens"],
      why: "one that never opens is refused by itself",
    },
    {
      within: { business: "4 h" },
      calendar: mondays,
      found: ["duration.malformed"],
      why: "so is a length that is none",
    },
    {
      within: { business: "PT4H" },
      calendar: { ...mondays, id: "tuesdays" },
      found: ["contract.unknown-calendar"],
      why: "and a calendar that is none",
    },
  ])("$within of $calendar.id, $found: $why", ({ within, calendar, found }) => {
    expect(told({ ...within, calendar: "mondays" }, calendar).map(({ code }) => code)).toEqual(
      found,
    );
  });

  it("rows of clocks that are counted together, and of duties; a notice looks back", () => {
    const long = [{ within: { business: "PT600H", calendar: "mondays" } }];
    const measure = (clock: object) => ({
      targets: long,
      measure: { facts: "cycles", clock, figure: "each" },
    });
    const paths = (commitment: object) =>
      told({ elapsed: "PT1H" }, mondays, commitment).map(({ path }) => path.join("."));
    const pooledWith = [{ clock: "resolution", pausedBy: [], targets: long }];
    expect(
      paths({
        attainment: { atLeast: "90" },
        measure: { facts: "cycles", clock: "first-response", figure: "percent-within", pooledWith },
      }),
    ).toEqual(["commitments.0.measure.pooledWith.0.targets.0.within.business"]);
    const withinAfter = { event: "incident", fact: "report-sent" };
    expect(paths(measure({ duty: { withinAfter } }))).toEqual([
      "commitments.0.targets.0.within.business",
    ]);
    const noticeBefore = { event: "work", fact: "announced" };
    expect(paths(measure({ duty: { noticeBefore } }))).toEqual([]);
  });
});
