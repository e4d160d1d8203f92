import { describe, expect, it } from "vitest";
import { businessTime, RefusedError, type Span } from "../../src/clock.ts";

/** Spans that were read are kept: no answer may depend on what was asked before. */

const terms = { id: "office", zone: "UTC", weekly: { "mon-fri": ["09:00-17:00"] } };
const { dueAt } = businessTime(terms);
const monday = Date.UTC(2026, 9, 12, 10);
const at = (day: number, hour: number) => Date.UTC(2026, 9, day, hour);

const codeOf = (span: unknown) => {
  try {
    return dueAt(monday, span as Span);
  } catch (error) {
    return error instanceof RefusedError ? error.issues[0]?.code : error;
  }
};

describe("semantics 8: a span is read anew when it says something else", () => {
  it.each([1, 2])("tells lengths of one number and one text apart, round %i", () => {
    expect(dueAt(monday, { business: "PT8H" })).toBe(at(13, 10));
    expect(dueAt(monday, { elapsed: "PT8H" })).toBe(at(12, 18));
    expect(dueAt(monday, { businessDays: 5 })).toBe(at(19, 10));
    expect(dueAt(monday, { businessDays: 5, by: "17:00" })).toBe(at(19, 17));
    expect(dueAt(monday, { businessDays: 5, by: "12:00" })).toBe(at(19, 12));
    expect(dueAt(monday, { days: 5 })).toBe(at(17, 10));
    expect(dueAt(monday, { businessWindows: 1 })).toBe(at(13, 17));
  });

  it("sees that an object was changed, the months inside it too", () => {
    const span: { business?: string; elapsed?: string } = { business: "PT1H" };
    expect(dueAt(monday, span)).toBe(at(12, 11));
    span.business = "PT2H";
    expect(dueAt(monday, span)).toBe(at(12, 12));
    delete span.business;
    span.elapsed = "PT12H";
    expect(dueAt(monday, span)).toBe(at(12, 22));

    const months = { n: 1, endOfMonth: "preserve" as const };
    expect(dueAt(monday, { months })).toBe(Date.UTC(2026, 10, 12, 10));
    months.n = 2;
    expect(dueAt(monday, { months })).toBe(Date.UTC(2026, 11, 12, 10));
  });

  it("refuses what is not a span, also after one that looks like it", () => {
    class Length {
      readonly business = "PT1H";
    }
    const good = { business: "PT1H" };
    expect(codeOf(good)).toBe(at(12, 11));
    expect(codeOf(new Length())).toBe("within.form");
    expect(codeOf([good])).toBe("within.form");
    expect(codeOf({ ...good, elapsed: "PT1H" })).toBe("within.form");
    expect(codeOf({ ...good, by: "18:00" })).toBe("clock.unknown-key");
    expect(codeOf({ ...good, bu: undefined })).toBe("clock.unknown-key");
    expect(codeOf({ businessDays: 5, by: undefined })).toBe(at(19, 10));
    expect(codeOf(Object.assign(Object.create(null), good))).toBe(at(12, 11));
    for (const span of [undefined, null, "PT1H", 1, {}]) expect(codeOf(span)).toBe("within.form");
  });

  it("answers however many spans are asked", () => {
    for (const round of [1, 2]) {
      for (let minutes = 0; minutes < 200; minutes += 1) {
        expect(dueAt(monday, { elapsed: `PT${minutes}M` }), `round ${round}`).toBe(
          monday + minutes * 60_000,
        );
      }
    }
  });
});
