import { compare, type Ratio } from "../base/ratio.ts";

/** What a figure is held against (28). */
export interface FigureBound {
  readonly kind: "atLeast" | "moreThan" | "atMost" | "lessThan";
  readonly value: Ratio;
}

/** Whether the exact figure keeps the bound; the figure that `atLeast` or `atMost` names is itself enough. */
export function keeps(figure: Ratio, { kind, value }: FigureBound): boolean {
  const order = compare(figure, value);
  switch (kind) {
    case "atLeast":
      return order >= 0;
    case "moreThan":
      return order > 0;
    case "atMost":
      return order <= 0;
    case "lessThan":
      return order < 0;
  }
}
