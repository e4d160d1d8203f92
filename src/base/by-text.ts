/** Orders texts by code units, on every host alike: below 0, 0 for equal ones, above 0. */
export function byText(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}
