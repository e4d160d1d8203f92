import { present } from "../base/invariant.ts";
import { compare, exactText, parseExact, type Ratio, ZERO } from "../base/ratio.ts";
import type { Measured } from "../model/measured.ts";
import type { InKind } from "../model/statement.ts";
import type { Step } from "../model/step.ts";
import type { DraftLine } from "./caps.ts";
import { type Drafting, exactLines, type Owing } from "./exact-lines.ts";
import type { RootAlone } from "./root-cause.ts";

/** Outages that were left out and are named in a step. */
const NAMED_MAX = 5;

/** The lines of a result; those under a rule that pays root causes alone with what these give (32). */
export function rootLines(
  lines: readonly DraftLine[],
  owing: Owing,
  drafting: Drafting,
): readonly DraftLine[] {
  return lines.map((line) => {
    const alone = owing.alone.find(({ credit }) => credit === line.credit);
    if (alone === undefined) return line;
    const { measured, isBreached } = alone;
    const credits = owing.commitment.credits.filter(({ id }) => id === line.credit);
    const commitment = { ...owing.commitment, credits };
    // Whatever is missing was told of the whole line.
    const quiet = { ...drafting, issues: [] };
    const [own] = exactLines({ ...owing, commitment, measured, isBreached }, quiet);
    return reduced(line, own, alone, owing.measured);
  });
}

/**
 * The lesser of both, of money and of each unit by itself, with how it came to be: an outage that loses
 * its middle may become two. What is not paid stays, with 0 and the reason.
 */
function reduced(
  line: DraftLine,
  own: DraftLine | undefined,
  { clause, left, measured }: RootAlone,
  whole: Measured,
): DraftLine {
  const given = { inKind: own?.inKind ?? [], rights: own?.rights ?? [] };
  const inKind = lesserOf(line.inKind, given.inKind);
  const rights = line.rights.filter((right) => given.rights.includes(right));
  const told: Step = {
    op: "stack",
    clause,
    in: `without ${namesOf(left)}: ${figureText(whole)} becomes`,
    out: figureText(measured),
  };
  if (own !== undefined && compare(own.exact, line.exact) > 0) {
    const cut = cutSteps("the root cause alone is paid", line.inKind, inKind, clause);
    if (cut.length === 0 && rights.length === line.rights.length) return line;
    return { ...line, inKind, rights, steps: [...line.steps, told, ...cut] };
  }
  const exact = own?.exact ?? ZERO;
  const paid: Step = {
    op: "stack",
    clause,
    in: `the root cause alone is paid: ${exactText(line.exact)} becomes`,
    out: exactText(exact),
  };
  const kept = new Set(own?.parts.map(({ record }) => record));
  const unpaid = line.parts
    .filter(({ record }) => !kept.has(record))
    .map(({ record }) => ({ record, exact: "0" }));
  const cut = cutSteps("no more than with all of them", given.inKind, inKind, clause);
  return {
    ...(own ?? line),
    exact,
    weight: exact,
    parts: [...(own?.parts ?? []), ...unpaid],
    inKind,
    rights,
    steps: own === undefined ? [...line.steps, told, paid] : [told, ...own.steps, paid, ...cut],
  };
}

/** Of each unit that both give the lesser count. */
function lesserOf(line: readonly InKind[], own: readonly InKind[]): readonly InKind[] {
  return line.flatMap((one) => {
    const other = own.find(({ unit }) => unit === one.unit);
    if (other === undefined) return [];
    return [compare(countOf(other), countOf(one)) < 0 ? other : one];
  });
}

function cutSteps(
  why: string,
  before: readonly InKind[],
  after: readonly InKind[],
  clause: string,
): readonly Step[] {
  return before.flatMap(({ unit, count }): readonly Step[] => {
    const out = after.find((one) => one.unit === unit)?.count ?? "0";
    return out === count
      ? []
      : [{ op: "stack", clause, in: `${why}: ${count} ${unit} becomes`, out }];
  });
}

function countOf({ count }: InKind): Ratio {
  return present(parseExact(count), "what is given is exact", count);
}

function namesOf(left: RootAlone["left"]): string {
  const names = left
    .slice(0, NAMED_MAX)
    .map(({ id, rootCause }) => `${id} (caused by ${rootCause})`)
    .join(", ");
  return left.length > NAMED_MAX ? `${names} and ${left.length - NAMED_MAX} more` : names;
}

function figureText({ figure, misses }: Measured): string {
  const count = `${misses.length} ${misses.length === 1 ? "outage" : "outages"}`;
  return figure === null ? count : `${exactText(figure)} (${count})`;
}
