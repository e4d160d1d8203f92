import { minorUnitsOf } from "../base/currency.ts";
import { invariant } from "../base/invariant.ts";
import { accepted, type Result, refused } from "../base/result.ts";
import type { Contract } from "../contract.ts";
import { type CivilDate, parseCivilDate, startOfDate } from "../time/civil.ts";
import { BEYOND_INSTANT } from "../time/instant.ts";
import { type Zone, zone } from "../time/zone.ts";
import { checkExclusions } from "./check-exclusions.ts";
import { checkOutages } from "./check-outages.ts";
import { Collector, type Path } from "./collector.ts";
import { compileBases } from "./compile-bases.ts";
import { compileCalendars } from "./compile-calendars.ts";
import { compileCaps } from "./compile-caps.ts";
import { compileClaims } from "./compile-claim.ts";
import { compileCommitments } from "./compile-commitments.ts";
import { compileServices } from "./compile-money.ts";
import { compileSettlement } from "./compile-period.ts";
import { compilePoints } from "./compile-points.ts";
import { compileStacking } from "./compile-stacking.ts";
import { compileVersions } from "./compile-versions.ts";
import { averagedIn } from "./daily-use.ts";
import { lintCaps } from "./lint-caps.ts";
import { lintPools } from "./lint-pools.ts";
import { lintReach } from "./lint-reach.ts";
import { lintCalendars } from "./lint-term.ts";
import type { EffectiveSpan, Plan } from "./plan.ts";

/**
 * Reads the meaning of a contract whose shape is settled: names, dates, zones, sums, tables.
 * Everything that is wrong is reported at once; what is odd but legal is a warning.
 */
export function compileContract(contract: Contract): Result<Plan> {
  const issues = new Collector();
  checkNames(contract, issues);
  const place = issues.take(zone(contract.timeZone, ["timeZone"]));
  // Calendars and dates are read in UTC where the zone is refused: their own problems still show.
  const known = place ?? utc();
  const effective = effectiveOf(contract, known, issues);
  const places = currencyPlaces(contract, issues);
  const calendars = compileCalendars(
    {
      calendars: contract.calendars,
      zone: known,
      attributes: contract.attributes ?? {},
      start: effective?.start,
    },
    issues,
  );
  const services = compileServices(contract, places, issues);
  const bases = compileBases(contract, services, effective, issues);
  const commitments = compileCommitments({
    contract,
    zone: known,
    calendars,
    services,
    bases,
    versions: compileVersions(contract, { zone: known, term: effective }, issues),
    issues,
  });
  checkExclusions(contract, issues);
  checkOutages(contract, issues);
  if (effective !== undefined) {
    lintCalendars(contract, calendars, known, effective.end, issues);
    lintReach(contract, calendars, known, effective.start, issues);
  }
  const caps = compileCaps(contract, services, bases, issues);
  const claims = compileClaims(contract, { zone: known, calendars, issues });
  const stacking = compileStacking(contract, commitments, issues);
  const points = compilePoints(contract, { zone: known, calendars, services, bases, issues });
  const settlement = compileSettlement(contract.settlement, issues);
  if (issues.issues.length > 0 || effective === undefined || settlement === undefined)
    return refused(issues.issues);
  const plan: Plan = {
    id: contract.id,
    customer: contract.parties.customer,
    zone: known,
    currency: { code: contract.currency, places },
    settlement,
    effective,
    services,
    charges: new Map(
      [...services.values()].flatMap((service) =>
        service.charges.map((charge) => [charge.id, charge] as const),
      ),
    ),
    bases,
    calendars,
    commitments,
    averaged: averagedIn(commitments),
    stacking,
    points,
    caps,
    claims,
    rounding: contract.rounding,
    clawBack: contract.clawBack,
  };
  lintPools(bases, issues);
  lintCaps(plan, issues);
  return accepted(plan, issues.warnings);
}

function utc(): Zone {
  const found = zone("UTC", []);
  invariant(found.ok, "UTC is a zone");
  return found.value;
}

function effectiveOf(
  contract: Contract,
  place: Zone,
  issues: Collector,
): EffectiveSpan | undefined {
  const from = issues.take(parseCivilDate(contract.effective.from, ["effective", "from"]));
  const until = optionalDate(contract.effective.until, ["effective", "until"], issues);
  if (from === undefined) return undefined;
  if (until !== undefined && until <= from) {
    issues.refuse(
      "contract.never-effective",
      ["effective"],
      `the contract ends on ${contract.effective.until}, before it begins`,
      "swap the dates; `until` is the first day no longer covered",
    );
    return undefined;
  }
  const end = until === undefined ? BEYOND_INSTANT : startOfDate(place, until);
  return { from, until, start: startOfDate(place, from), end };
}

function optionalDate(
  text: string | undefined,
  path: Path,
  issues: Collector,
): CivilDate | undefined {
  return text === undefined ? undefined : issues.take(parseCivilDate(text, path));
}

/** Minor units from the dated table; the code must be in force when the contract begins (33). */
function currencyPlaces(contract: Contract, issues: Collector): number {
  const date = parseCivilDate(contract.effective.from, []);
  if (!date.ok) return 2;
  const found = minorUnitsOf(contract.currency, contract.effective.from);
  switch (found.kind) {
    case "known":
      return found.places;
    case "unknown":
      issues.refuse(
        "currency.unknown",
        ["currency"],
        `${contract.currency} is no ISO 4217 currency`,
        "use a three-letter code such as CNY, USD, EUR",
        contract.currency,
      );
      return 2;
    case "not-in-force": {
      const span = found.until === undefined ? `from ${found.from}` : `until ${found.until}`;
      issues.refuse(
        "currency.not-in-force",
        ["currency"],
        `${contract.currency} is in force ${span} only`,
        "use the currency that is legal tender in the contract's time",
        contract.currency,
      );
      return 2;
    }
  }
}

/** Every id is declared once in its list, and bases do not hide charges. */
function checkNames(contract: Contract, issues: Collector): void {
  const lists: readonly (readonly [Path, readonly { readonly id: string }[]])[] = [
    [["documents"], contract.documents],
    [["calendars"], contract.calendars],
    [["services"], contract.services],
    [["bases"], contract.bases],
    [["exclusions"], contract.exclusions],
    [["commitments"], contract.commitments],
    [["caps"], contract.caps],
    ...contract.commitments.map(
      (commitment, index) => [["commitments", index, "credits"], commitment.credits] as const,
    ),
  ];
  for (const [path, list] of lists) refuseTwins(list, path, issues);
  contract.commitments.forEach(({ excludes }, at) => {
    refuseRepeats(excludes, ["commitments", at, "excludes"], issues);
  });
  const charges = contract.services.flatMap((service, at) =>
    service.charges.map((charge, index) => ({
      id: charge.id,
      path: ["services", at, "charges", index, "id"],
    })),
  );
  const seen = new Set(contract.bases.map((base) => base.id));
  for (const { id, path } of charges) {
    if (seen.has(id))
      issues.refuse(
        "contract.duplicate-name",
        path,
        `"${id}" names a charge and another charge or base`,
        "give each charge and base a name of its own",
        id,
      );
    seen.add(id);
  }
}

function refuseTwins(
  list: readonly { readonly id: string }[],
  path: Path,
  issues: Collector,
): void {
  const first = new Map<string, number>();
  list.forEach(({ id }, index) => {
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, index);
    else
      issues.refuse(
        "contract.duplicate-name",
        [...path, index, "id"],
        `"${id}" is declared twice, at ${[...path, earlier].join(".")} and here`,
        "give each entry an id of its own",
        id,
      );
  });
}

/** What is named twice would count twice: an exclusion with its quota. */
function refuseRepeats(names: readonly string[], path: Path, issues: Collector): void {
  names.forEach((name, index) => {
    if (names.indexOf(name) === index) return;
    issues.refuse(
      "contract.duplicate-name",
      [...path, index],
      `"${name}" is listed twice`,
      "list each name once",
      name,
    );
  });
}
