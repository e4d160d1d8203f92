import { compare, type Ratio } from "../base/ratio.ts";

/** What a figure is held against (28). */
export interface FigureBound {
  readonly kind: "atLeast" | "moreThan";
  readonly value: Ratio;
}

/** Whether the exact figure keeps the bound; the figure that `atLeast` names is itself enough. */
export function keeps(figure: Ratio, { kind, value }: FigureBound): boolean {
  const order = compare(figure, value);
  switch (kind) {
    case "atLeast":
      return order >= 0;
    case "moreThan":
      return order > 0;
  }
}
