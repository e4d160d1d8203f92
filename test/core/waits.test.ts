import { describe, expect, it } from "vitest";
import { Waits } from "../../src/core/waits.ts";

describe("semantics 12: the waits that are on", () => {
  it("counts each reason once, and is over with the last of them", () => {
    const waits = new Waits();
    expect(waits.areOn).toBe(false);
    expect(waits.start("customer")).toBe(true);
    expect(waits.start("customer")).toBe(false);
    expect(waits.start("vendor")).toBe(true);
    expect(waits.start("vendor")).toBe(false);
    expect(waits.end("customer")).toBe(true);
    expect(waits.areOn).toBe(true);
    expect(waits.end("customer")).toBe(false);
    expect(waits.end("vendor")).toBe(true);
    expect(waits.end("vendor")).toBe(false);
    expect(waits.areOn).toBe(false);
  });

  it("ends every wait where no reason is given", () => {
    const waits = new Waits();
    expect(waits.end(undefined)).toBe(false);
    for (const reason of ["customer", "vendor", "parts"]) waits.start(reason);
    expect(waits.end(undefined)).toBe(true);
    expect(waits.areOn).toBe(false);
    expect(waits.start("vendor")).toBe(true);
  });

  it("knows no other wait where one alone was on", () => {
    const waits = new Waits();
    waits.start("customer");
    expect(waits.end("vendor")).toBe(false);
    expect(waits.areOn).toBe(true);
  });
});
