import type { Measured } from "../../../model/measured.ts";
import type { Where } from "../../plan.ts";
import type { Part } from "../index.ts";

/** Every outage, late cycle or missed duty is a part of its own; `where` picks among them. */
export function parts({ misses }: Measured, where: Where | undefined): readonly Part[] {
  const chosen =
    where === undefined ? misses : misses.filter(({ attributes }) => fits(attributes, where));
  return chosen.map(({ id, size }) => ({ record: id, size }));
}

function fits(attributes: Readonly<Record<string, string>>, where: Where): boolean {
  return [...where].every(([key, values]) => {
    const value = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
    return value !== undefined && values.has(value);
  });
}
