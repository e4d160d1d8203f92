import fc from "fast-check";
import type { RecordInput } from "../../src/schema/records.ts";
import { type ContractParts, type Place, serviceNames } from "./generate-contract.ts";
import { stamp } from "./local-time.ts";

/**
 * Outages, maintenance, attributions and coverage. Starts cluster around a few instants, the edges
 * of the period among them, so that records overlap, touch and cross.
 */
export function outageRows(
  place: Place,
  parts: ContractParts,
  most: number,
): fc.Arbitrary<readonly RecordInput[]> {
  return clusters(place).chain((centres) => {
    const at = startSeconds(centres);
    return fc
      .record({
        outages: fc.array(outage(at, parts), { maxLength: most, size: "max" }),
        works: fc.array(maintenance(at, parts), { maxLength: 4, size: "max" }),
        coverage: fc.oneof(
          { weight: 3, arbitrary: fc.constant(undefined) },
          { weight: 1, arbitrary: coverage(place) },
        ),
      })
      .chain(({ outages, works, coverage }) => {
        const named = outages.map((row, i) => ({ ...row, id: `INC-${i + 1}` }));
        const planned = works.map((row, i) => ({ ...row, id: `MNT-${i + 1}` }));
        return attributions(named).map((attributed): readonly RecordInput[] => [
          ...named,
          ...planned,
          ...attributed,
          // Without any record of the source nothing is measured; this one has no length.
          { type: "outage", id: "INC-0", service: "alpha", ...span(place.from / 1000, 0) },
          ...(coverage ?? []),
        ]);
      });
  });
}

function clusters({ from, until }: Place): fc.Arbitrary<readonly number[]> {
  const inside = fc
    .integer({ min: 1, max: Math.floor((until - from) / 3_600_000) - 1 })
    .map((hour) => from + hour * 3_600_000);
  return fc.tuple(inside, inside, fc.constantFrom(from, until));
}

/** Epoch seconds near one of the centres. */
function startSeconds(centres: readonly number[]): fc.Arbitrary<number> {
  return fc
    .tuple(
      fc.constantFrom(...centres),
      fc.integer({ min: -2, max: 3 }),
      fc.constantFrom(0, 0, 0, 1, 59, 60, 61, 600, 1800),
    )
    .map(([centre, hours, jitter]) => centre / 1000 + hours * 1800 + jitter);
}

const lengths = fc.constantFrom(
  0,
  1,
  59,
  60,
  61,
  299,
  300,
  1800,
  1800,
  3600,
  3600,
  7200,
  7200,
  20_000,
);

const span = (from: number, length: number) => ({
  from: stamp(from * 1000),
  until: stamp((from + length) * 1000),
});

type OutageRow = Extract<RecordInput, { type: "outage" }>;
type MaintenanceRow = Extract<RecordInput, { type: "maintenance" }>;
type AttributionRow = Extract<RecordInput, { type: "attribution" }>;

function outage(at: fc.Arbitrary<number>, parts: ContractParts): fc.Arbitrary<OutageRow> {
  const impacts = parts.weights === undefined ? [undefined] : [undefined, "major", "degraded"];
  return fc
    .record({
      service: fc.constantFrom(...serviceNames(parts)),
      from: at,
      length: lengths,
      isOpen: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
      impact: fc.constantFrom(...impacts),
      cause: fc.constantFrom(
        undefined,
        undefined,
        "provider" as const,
        "third-party" as const,
        "customer" as const,
      ),
    })
    .map(({ service, from, length, isOpen, impact, cause }) => ({
      type: "outage",
      id: "",
      service,
      from: stamp(from * 1000),
      ...(isOpen ? {} : { until: stamp((from + length) * 1000) }),
      ...(impact === undefined ? {} : { impact }),
      ...(cause === undefined ? {} : { cause }),
    }));
}

/** Announced early, just in time, late or never; overrunning, early or as announced. */
function maintenance(at: fc.Arbitrary<number>, parts: ContractParts): fc.Arbitrary<MaintenanceRow> {
  const impacts =
    parts.weights === undefined
      ? (["none", "down"] as const)
      : (["none", "down", "degraded"] as const);
  return fc
    .record({
      service: fc.constantFrom(...serviceNames(parts)),
      from: at,
      length: lengths,
      impact: fc.constantFrom(...impacts),
      announced: fc.constantFrom("as-done", "shorter", "shifted", "missing"),
      noticeHours: fc.constantFrom(undefined, 0, 23, 24, 48, 72),
    })
    .map(({ service, from, length, impact, announced, noticeHours }) => {
      const shift = announced === "shifted" ? 900 : 0;
      const spoken = announced === "shorter" ? Math.floor(length / 2) : length;
      const announcedFrom = from + shift;
      return {
        type: "maintenance",
        id: "",
        service,
        ...span(from, length),
        impact,
        ...(announced === "missing" ? {} : { announced: span(announcedFrom, spoken) }),
        ...(noticeHours === undefined
          ? {}
          : { announcedAt: stamp((announcedFrom - noticeHours * 3600) * 1000) }),
      };
    });
}

/** Of whole outages or of parts of them; several of one outage, of which the latest holds. */
function attributions(outages: readonly OutageRow[]): fc.Arbitrary<readonly AttributionRow[]> {
  if (outages.length === 0) return fc.constant([]);
  return fc
    .array(
      fc.record({
        outage: fc.constantFrom(...outages),
        cause: fc.constantFrom(
          "third-party" as const,
          "third-party" as const,
          "customer" as const,
          "provider" as const,
        ),
        evidence: fc.constantFrom<string[]>([], ["ticket 1"], ["ticket 1"]),
        hoursAfter: fc.integer({ min: 0, max: 3 }),
        part: fc.constantFrom("whole", "whole", "first-half", "second-half"),
      }),
      { maxLength: 4, size: "max" },
    )
    .map((rows) =>
      rows.map(({ outage, cause, evidence, hoursAfter, part }, i) => {
        const from = Date.parse(outage.from) / 1000;
        const until = outage.until === undefined ? from + 7200 : Date.parse(outage.until) / 1000;
        const middle = Math.floor((from + until) / 2);
        const isPart = part !== "whole" && middle > from;
        return {
          type: "attribution",
          id: `ATT-${i + 1}`,
          outage: outage.id,
          cause,
          by: "operations",
          at: stamp((from + hoursAfter * 3600) * 1000),
          evidence,
          ...(isPart && part === "first-half" ? { until: stamp(middle * 1000) } : {}),
          ...(isPart && part === "second-half" ? { from: stamp(middle * 1000) } : {}),
        };
      }),
    );
}

/** A source that knows only part of the period, or one with a hole in it. */
function coverage({ from, until }: Place): fc.Arbitrary<readonly RecordInput[]> {
  const hours = Math.floor((until - from) / 3_600_000);
  return fc
    .tuple(fc.integer({ min: 0, max: hours - 2 }), fc.integer({ min: 1, max: 48 }))
    .map(([start, hole]) => {
      const gap = { from: from + start * 3_600_000, until: from + (start + hole) * 3_600_000 };
      const row = (id: string, a: number, b: number): RecordInput => ({
        type: "coverage",
        id,
        of: "outages",
        from: stamp(a),
        until: stamp(b),
      });
      const rows = [row("COV-1", from - 3_600_000, gap.from)];
      if (gap.until < until) rows.push(row("COV-2", gap.until, until + 3_600_000));
      return rows;
    });
}
