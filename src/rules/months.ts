/** So many months: clamped to the end of a shorter one, unless the clause keeps the end as the end (8). */
export type Months = number | { readonly n: number; readonly endOfMonth: "preserve" };

export function monthsOf(months: Months): {
  readonly n: number;
  readonly endOfMonth: "clamp" | "preserve";
} {
  return typeof months === "object" ? months : { n: months, endOfMonth: "clamp" };
}
