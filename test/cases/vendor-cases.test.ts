import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { shared } from "../support/shared.ts";
import { caseNames, expectedOf } from "./fixture.ts";
import { vendorCases } from "./vendor-cases.ts";

/** Each case that was collected from published agreements is a worked case. */

it("84 cases", () => {
  expect(Object.keys(vendorCases)).toHaveLength(84);
});

it("the folders say which cases they answer, each one once", () => {
  const said = caseNames.flatMap((name) =>
    (expectedOf(name).cases ?? []).map((id) => [id, name] as const),
  );
  expect(said.toSorted()).toEqual(Object.entries(vendorCases).toSorted());
});

const files = ["cases/cloud-slas.json", "cases/saas-slas.json"].map(shared);

describe.skipIf(files.some(({ isAbsent }) => isAbsent))(
  `the collection (${files.map(({ note }) => note).join(", ")})`,
  () => {
    it("has these cases and no others", () => {
      const ids = files.flatMap(({ path }) => {
        const { cases } = JSON.parse(readFileSync(path, "utf8")) as { cases: { id: string }[] };
        return cases.map(({ id }) => id);
      });
      expect(ids.toSorted()).toEqual(Object.keys(vendorCases).toSorted());
    });
  },
);
