import type { Line } from "../model/statement.ts";

/** What is owed beside money: "3 days", "right: terminate". */
export function giftsOf({ inKind = [], rights = [] }: Line): readonly string[] {
  return [
    ...inKind.map(({ unit, count }) => `${count} ${unit}`),
    ...rights.map(({ what }) => `right: ${what}`),
  ];
}
