import { runInNewContext } from "node:vm";
import { buildSync } from "esbuild";
import { describe, expect, it } from "vitest";
import type * as Clock from "../../src/clock.ts";

/** `makegood/clock` as a browser loads it. */

const { outputFiles, metafile } = buildSync({
  entryPoints: ["src/clock.ts"],
  bundle: true,
  platform: "browser",
  format: "iife",
  globalName: "clock",
  metafile: true,
  write: false,
});
const text = outputFiles.map((file) => file.text).join("");

describe("the clock entry in a browser", () => {
  it("is made of the library's own files, and leaves nothing to be loaded", () => {
    const inputs = Object.keys(metafile.inputs);
    expect(inputs.length).toBeGreaterThan(20);
    expect(inputs.filter((path) => !/^src\/(?:base|time|model|core|clock)[/.]/.test(path))).toEqual(
      [],
    );
    expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([]);
  });

  it("names nothing that Node alone has", () => {
    expect(text).not.toMatch(/\b(?:process|require|Buffer|globalThis|__dirname)\b\s*[.([]/);
    expect(text).not.toMatch(/["']node:/);
  });

  it("answers where there is only JavaScript", () => {
    const clock = runInNewContext(`${text}; clock`) as typeof Clock;
    const hours = clock.businessTime({
      id: "office",
      zone: "America/New_York",
      weekly: { "mon-fri": ["09:00-17:00"] },
    });
    // Friday 15:00 has two of the four hours, Monday from 09:00 the rest; the clock went back between.
    expect(hours.dueAt("2026-10-30T15:00:00-04:00", { business: "PT4H" })).toBe(
      Date.parse("2026-11-02T11:00:00-05:00"),
    );
  });
});
