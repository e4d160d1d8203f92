import type { WhyPart } from "../model/clock-reading.ts";

/** Why a clock is in its state, as one line; `stamp` writes instants. */
export function whyText(parts: readonly WhyPart[], stamp: (at: number) => string): string {
  return parts.map((part) => partText(part, stamp)).join("; ");
}

function partText(part: WhyPart, stamp: (at: number) => string): string {
  switch (part.kind) {
    case "not-known":
      return "not known yet";
    case "not-begun":
      return "not begun";
    case "no-row":
      return "no target for it";
    case "row":
      return `${part.shown} (${part.clause})`;
    case "due-agreed":
      return `due agreed by ${part.author}: ${part.reason}`;
    case "waiting":
      return `waiting for ${part.reason} since ${stamp(part.since)}`;
    case "closed":
      return `${part.calendar} closed until ${stamp(part.until)}`;
    case "never-due":
      return `never due: ${part.calendar} does not open again for long enough`;
  }
}
