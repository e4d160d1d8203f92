import { expect } from "vitest";
import type { Issue } from "../../src/index.ts";

/** Issues that say everything: a code, where, what was found and what to change. */
export function expectWhole(issues: readonly Issue[]): void {
  expect(issues.length).toBeGreaterThan(0);
  for (const { code, path, message, hint } of issues) {
    expect(code).toMatch(/^[a-z-]+\.[a-z0-9-]+$/);
    expect(Array.isArray(path)).toBe(true);
    expect(message).toMatch(/\S/);
    expect(hint).toMatch(/\S/);
  }
}
