import { parseExact, type Ratio, sum } from "../base/ratio.ts";
import { apportion } from "../core/apportion.ts";
import type { LinePart } from "../model/statement.ts";
import type { Step } from "../model/step.ts";
import { type DraftLine, textOf } from "./caps.ts";

/** Appended to the id of a line that holds the misses which were not claimed in time. */
export const TOO_LATE = "#too-late";

/**
 * The misses in time, and in a line of their own those that were not: they share what the line came
 * to behind rounding and caps. What is owed beside money belongs to no single miss, and stays.
 */
export function splitLine(
  draft: DraftLine,
  late: ReadonlySet<string>,
  terms: { readonly clause: string; readonly places: number },
): readonly [inTime: DraftLine, tooLate: DraftLine] {
  const isLate = ({ record }: LinePart) => late.has(record);
  const parts = [draft.parts.filter((part) => !isLate(part)), draft.parts.filter(isLate)] as const;
  const [kept, lost] = [exactOf(parts[0]), exactOf(parts[1])];
  const shareOf = (minor: bigint) =>
    apportion(minor, [
      { id: draft.id, weight: kept },
      { id: `${draft.id}${TOO_LATE}`, weight: lost },
    ]);
  const units = shareOf(draft.minor);
  const { carried, deferred } = draft.waits;
  const half = (own: readonly LinePart[], exact: Ratio, minor: bigint, how: string): DraftLine => {
    const step: Step = {
      op: "status",
      clause: terms.clause,
      in: `${own.length} of ${draft.parts.length} misses ${how}, their share of ${textOf(draft.minor, terms.places)}`,
      out: textOf(minor, terms.places),
    };
    return { ...draft, parts: own, exact, minor, steps: [...draft.steps, step] };
  };
  const tooLate = half(parts[1], lost, units[1] as bigint, "not claimed in time");
  const inTime = half(parts[0], kept, units[0] as bigint, "claimed in time, or to be claimed yet");
  return [
    // Of what was not claimed in time nothing is carried.
    {
      ...inTime,
      waits: { carried: shareOf(carried)[0] as bigint, deferred: shareOf(deferred)[0] as bigint },
    },
    {
      ...tooLate,
      id: `${draft.id}${TOO_LATE}`,
      inKind: [],
      rights: [],
      waits: { carried: 0n, deferred: 0n },
    },
  ];
}

function exactOf(parts: readonly LinePart[]): Ratio {
  return sum(parts.map(({ exact }) => parseExact(exact) as Ratio));
}
