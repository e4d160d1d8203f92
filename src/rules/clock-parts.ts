import type { TargetRow } from "../core/target-rows.ts";
import type { ClockPart, CyclesPlan } from "./plan.ts";

/** The clocks of a commitment that run on tickets; a duty runs on facts. */
export function ticketClocks({
  parts,
}: CyclesPlan): readonly Extract<ClockPart, { readonly of: "tickets" }>[] {
  return parts.filter((part) => part.of === "tickets");
}

export function duties({
  parts,
}: CyclesPlan): readonly Extract<ClockPart, { readonly of: "facts" }>[] {
  return parts.filter((part) => part.of === "facts");
}

/** The rows that a clock or duty is held against. */
export function rowsOf(part: ClockPart): readonly TargetRow[] {
  return part.of === "tickets" ? part.clock.rows : part.duty.rows;
}
