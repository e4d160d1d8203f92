import { canonicalJson, type JsonValue } from "../base/canonical-json.ts";
import { present } from "../base/invariant.ts";
import type { Commitment, Contract } from "../contract.ts";
import { type CivilDate, parseCivilDate, startOfDate } from "../time/civil.ts";
import { BEYOND_INSTANT, FIRST_INSTANT, type Instant } from "../time/instant.ts";
import type { Zone } from "../time/zone.ts";
import type { Collector, Path } from "./collector.ts";
import type { EffectiveSpan } from "./plan.ts";
import type { InForce, Version } from "./versions.ts";

/** A commitment with its own dates, and the one that it is the next version of (semantics 37). */
interface Dated {
  readonly commitment: Commitment;
  readonly from: CivilDate | undefined;
  readonly until: CivilDate | undefined;
  readonly before: { readonly id: string; readonly termsAt: "start" | "stop" } | undefined;
}

/** When each commitment is in force, by its id. `term` is undefined where the contract's is refused. */
export function compileVersions(
  { commitments }: Contract,
  { zone, term }: { readonly zone: Zone; readonly term: EffectiveSpan | undefined },
  issues: Collector,
): ReadonlyMap<string, InForce> {
  const known = new Map(commitments.map((one) => [one.id, one]));
  const dated = new Map<string, Dated>();
  commitments.forEach((one, index) => {
    dated.set(one.id, datesOf(one, ["commitments", index, "effective"], known, issues));
  });
  const next = successors([...dated.values()], commitments, issues);
  commitments.forEach(({ id }, index) => {
    const own = present(dated.get(id), "the dates of every commitment were read", id);
    checkDates(own, next.get(id), ["commitments", index, "effective"], issues);
    checkParts(own, dated, ["commitments", index, "effective", "continues"], issues);
  });
  const clip = (at: Instant) =>
    term === undefined ? at : (Math.min(Math.max(at, term.start), term.end) as Instant);
  const versionOf = ({ commitment: { id }, from, until, before }: Dated): Version => {
    const end = until ?? next.get(id)?.from;
    return {
      commitment: id,
      start: clip(from === undefined ? FIRST_INSTANT : startOfDate(zone, from)),
      end: clip(end === undefined ? BEYOND_INSTANT : startOfDate(zone, end)),
      termsAt: before?.termsAt ?? "start",
    };
  };
  return new Map(
    [...dated.values()].map((own) => [own.commitment.id, inForceOf(own, dated, next, versionOf)]),
  );
}

function datesOf(
  commitment: Commitment,
  path: Path,
  known: ReadonlyMap<string, Commitment>,
  issues: Collector,
): Dated {
  const { from, until, continues } = commitment.effective ?? {};
  const dateOf = (text: string | undefined, at: Path) =>
    text === undefined ? undefined : issues.take(parseCivilDate(text, at));
  const named =
    continues === undefined
      ? undefined
      : issues.find("commitment", continues.commitment, known, [
          ...path,
          "continues",
          "commitment",
        ]);
  return {
    commitment,
    from: dateOf(from, [...path, "from"]),
    until: dateOf(until, [...path, "until"]),
    before: continues && named && { id: named.id, termsAt: continues.termsAt },
  };
}

/** Which commitment is the next version of which; each has one at most. */
function successors(
  dated: readonly Dated[],
  commitments: readonly Commitment[],
  issues: Collector,
): ReadonlyMap<string, Dated> {
  const next = new Map<string, Dated>();
  for (const one of dated) {
    const { before } = one;
    if (before === undefined) continue;
    const other = next.get(before.id);
    if (other === undefined) next.set(before.id, one);
    else
      issues.refuse(
        "version.two-successors",
        ["commitments", commitments.indexOf(one.commitment), "effective", "continues"],
        `${other.commitment.id} and ${one.commitment.id} both continue ${before.id}`,
        "let the later one continue the earlier one",
        before.id,
      );
  }
  return next;
}

/** The dates of one commitment, and those of the next version against them. */
function checkDates(
  { commitment: { id }, from, until, before }: Dated,
  next: Dated | undefined,
  path: Path,
  issues: Collector,
): void {
  const end = until ?? next?.from;
  if (before !== undefined && from === undefined)
    issues.refuse(
      "version.without-date",
      path,
      `${id} continues ${before.id} and does not say from when`,
      "give `from`: the first day of the new version",
    );
  if (from !== undefined && end !== undefined && end <= from)
    issues.refuse(
      "version.never-in-force",
      path,
      `${id} ends before it begins`,
      "swap the dates; the next version begins later than the one before it",
    );
  if (next?.from !== undefined && until !== undefined && next.from !== until)
    issues.refuse(
      "version.not-adjoining",
      [...path, "until"],
      `${next.commitment.id} continues ${id} and does not begin on the day on which that ends`,
      "leave `until` out: the next version ends it; or leave `continues` out",
    );
}

/** A clock can only pass on to a version that measures the same (37). */
function checkParts(
  { commitment, before }: Dated,
  dated: ReadonlyMap<string, Dated>,
  path: Path,
  issues: Collector,
): void {
  if (before === undefined) return;
  const other = present(dated.get(before.id), "a version continues a known one").commitment;
  const differs = differences(commitment, other);
  const isCycles = [commitment, other].some(({ measure }) => measure.facts === "cycles");
  if (differs.length === 0) return;
  const what = `${commitment.id} and ${other.id} differ in ${differs.join(", ")}`;
  if (isCycles && before.termsAt === "stop")
    issues.refuse(
      "version.clock-differs",
      path,
      `${what}: a clock cannot pass from one to the other`,
      "give both the same of these, or `termsAt: start`: each clock then stays with its own version",
    );
  else
    issues.warn(
      "version.parts-apart",
      path,
      `${what}: the parts of a period are not added, each has a result of its own`,
      "nothing to do where the agreement says so",
    );
}

const added = ["scope", "period", "measure", "excludes"] as const;

/** Parts are added only where these agree (37). */
function differences(one: Commitment, other: Commitment): readonly string[] {
  return added.filter((key) => !isSame(one[key], other[key]));
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalJson(one as JsonValue) === canonicalJson(other as JsonValue);
}

/** Whether the parts of a period that spans two versions are added. */
function isAdded(one: Dated, before: Dated): boolean {
  return differences(one.commitment, before.commitment).length === 0;
}

function inForceOf(
  own: Dated,
  dated: ReadonlyMap<string, Dated>,
  next: ReadonlyMap<string, Dated>,
  versionOf: (one: Dated) => Version,
): InForce {
  const earlier = chain(own, ({ before }) => before && dated.get(before.id));
  const later = chain(own, ({ commitment }) => next.get(commitment.id));
  const joinedBefore = whileAdded(own, earlier, (one, before) => isAdded(one, before));
  const joinedAfter = whileAdded(own, later, (one, after) => isAdded(after, one));
  const [first, ...rest] = [...joinedBefore.reverse(), own, ...joinedAfter].map(versionOf);
  return {
    joined: [present(first, "a commitment is a version of itself"), ...rest],
    ids: [own, ...earlier].map(({ commitment }) => commitment.id),
    since: versionOf(earlier.at(-1) ?? own).start,
  };
}

/** Those that follow one another; dates that lead in a circle were refused, and end here. */
function chain(own: Dated, step: (one: Dated) => Dated | undefined): readonly Dated[] {
  const found: Dated[] = [];
  for (let one = step(own); one !== undefined && one !== own; one = step(one)) {
    if (found.includes(one)) break;
    found.push(one);
  }
  return found;
}

function whileAdded(
  own: Dated,
  others: readonly Dated[],
  isJoined: (one: Dated, other: Dated) => boolean,
): Dated[] {
  const end = others.findIndex((other, index) => !isJoined(others[index - 1] ?? own, other));
  return end === -1 ? [...others] : others.slice(0, end);
}
