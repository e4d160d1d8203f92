import { openIntervals } from "../../core/calendar.ts";
import { type Interval, interval } from "../../time/interval.ts";
import { single, spansOf, subtract } from "../../time/interval-set.ts";
import { kept } from "../exclusion-spans.ts";
import type { ExclusionPlan } from "../plan.ts";
import type { Found, Screened, Span } from "./index.ts";

/** Only inside the hours of an agreed calendar (semantics 23). */
export function screen(span: Span, _: Found, { inside }: ExclusionPlan): Screened {
  if (inside === undefined || span.end <= span.start) return kept(span);
  const open = openIntervals(inside, interval(span.start, span.end));
  const closed = subtract(single(span.start, span.end), open);
  const detail = `outside the hours of ${inside.id}`;
  return {
    kept: spansOf(open).map(spanOf),
    refused: spansOf(closed).map((one) => ({ ...spanOf(one), reason: "outside-window", detail })),
  };
}

function spanOf({ start, end }: Interval): Span {
  return { start, end };
}
