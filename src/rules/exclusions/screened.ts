import type { Refusal, Screened, Span } from "./index.ts";

/** All of the stretch stays. */
export function kept(span: Span): Screened {
  return { kept: [span], refused: [] };
}

/** None of it stays. */
export function refused(span: Span, reason: Refusal["reason"], detail: string): Screened {
  return { kept: [], refused: [{ ...span, reason, detail }] };
}
