import { describe, expect, it } from "vitest";
import { readInstant } from "../../src/schema/instant-input.ts";

describe("an instant of a call (semantics 1)", () => {
  const last = Date.UTC(2201, 0, 1) - 1;
  it.each([
    {
      input: "2026-10-01T00:00:00+08:00",
      ms: Date.UTC(2026, 8, 30, 16),
      why: "a stamp with its offset",
    },
    { input: 0, ms: 0, why: "the first instant" },
    { input: new Date(1_500), ms: 1_500, why: "a Date" },
    { input: last, ms: last, why: "the last instant of 2200" },
  ])("$why", ({ input, ms }) => {
    expect(readInstant(input, ["asOf"])).toMatchObject({ ok: true, value: ms });
  });

  it.each([
    { input: last + 1, code: "instant.malformed", why: "2201" },
    { input: -1, code: "instant.malformed", why: "before 1970" },
    { input: 1.5, code: "instant.malformed", why: "a part of a ms" },
    { input: Number.NaN, code: "instant.malformed", why: "no number" },
    { input: new Date("x"), code: "instant.malformed", why: "an invalid Date" },
    { input: null, code: "instant.malformed", why: "nothing" },
    { input: 5n, code: "instant.malformed", why: "a bigint" },
    { input: "2026-10-01", code: "stamp.malformed", why: "a date" },
    { input: "2026-10-01T00:00:00", code: "stamp.no-offset", why: "no offset" },
  ])("$code: $why", ({ input, code }) => {
    const result = readInstant(input, ["asOf"]);
    expect(result.ok ? [] : result.issues).toMatchObject([{ code, path: ["asOf"] }]);
  });
});
