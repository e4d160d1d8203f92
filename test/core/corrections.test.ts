import { expect, it } from "vitest";
import { ONE } from "../../src/base/ratio.ts";
import { corrected } from "../../src/core/corrections.ts";
import type { Instant } from "../../src/time/instant.ts";
import { EMPTY } from "../../src/time/interval-set.ts";

it("what a correction says is of the part that it is about, else of all of it (semantics 26)", () => {
  const span = { from: 10 as Instant, until: 20 as Instant, weight: ONE };
  const told = (more: { readonly resource?: string }) =>
    corrected({ faults: [], known: EMPTY }, [{ id: "C-1", ...span, ...more }]).faults;
  const fault = { id: "C-1", start: 10, end: 20, weight: ONE, cause: undefined };
  expect(told({ resource: "eu" })).toStrictEqual([{ ...fault, resource: "eu" }]);
  expect(told({})).toStrictEqual([fault]);
});
