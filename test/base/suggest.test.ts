import { describe, expect, it } from "vitest";
import { suggest } from "../../src/base/suggest.ts";

const fields = ["commitments", "customer", "calendars", "credits", "caps", "per", "period"];

describe("semantics 40: did you mean", () => {
  it.each([
    { found: "comitments", meant: "commitments", why: "one letter left out" },
    { found: "commitmentss", meant: "commitments", why: "one letter too many" },
    { found: "kalendars", meant: "calendars", why: "one letter replaced" },
    { found: "custoemr", meant: "customer", why: "two neighbours swapped: one edit" },
    { found: "credtis", meant: "credits", why: "a swap near the end" },
    { found: "comitmenst", meant: "commitments", why: "one left out, and two swapped at the end" },
    { found: "comitmenxx", meant: undefined, why: "one left out, and two replaced at the end" },
    { found: "periods", meant: "period", why: "the nearer of period and per" },
    { found: "pre", meant: "per", why: "1 edit is less than half of 3 letters" },
    { found: "pe", meant: undefined, why: "1 edit is half of 2 letters" },
    { found: "kommitmnt", meant: undefined, why: "three edits" },
    { found: "xyz", meant: undefined, why: "nothing near" },
    { found: "", meant: undefined, why: "nothing found" },
    { found: "caps", meant: "caps", why: "a known name is its own suggestion" },
    { found: "c".repeat(65), meant: undefined, why: "longer than any field" },
  ])("$found: $why", ({ found, meant }) => {
    expect(suggest(found, fields)).toBe(meant);
  });

  it("takes the first in the alphabet among equally near names, in any order of the list", () => {
    expect(suggest("rate", ["rats", "rata"])).toBe("rata");
    expect(suggest("rate", ["rata", "rats"])).toBe("rata");
  });

  it("takes a nearer name that comes later, in the list and in the alphabet", () => {
    expect(suggest("within", ["withal", "withiin"])).toBe("withiin");
  });
});
