import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { explain, parseContract, safeParseContract } from "../../src/index.ts";
import { availability, contractOf, outage, settled, tenth } from "./world.ts";

type Services = ContractInput["services"];

const fee = { id: "fee", amount: "1000.00", per: "month" } as const;
const web = (attributes?: Record<string, string>) => ({
  id: "web",
  charges: [fee],
  ...(attributes === undefined ? {} : { attributes }),
});

const contract = (
  eligible: object | undefined,
  attributes: Record<string, string> | undefined,
  services: Services = [web()],
  changes: Partial<ContractInput["commitments"][number]> = {},
): ContractInput =>
  contractOf({
    services,
    ...(attributes === undefined ? {} : { attributes }),
    commitments: [
      {
        ...availability,
        ...changes,
        ...(eligible === undefined ? {} : { eligible }),
      } as typeof availability,
    ],
  });

/** Two hours of 744 are down: a tenth of 1,000.00 is owed. */
const rows = [outage("INC-1", "10-03T00:00", "10-03T02:00")];
const linesOf = (input: ContractInput, own: readonly object[] = rows) =>
  settled({ contract: input, rows: own }).lines;

describe("semantics 31: who is not eligible has a credit of 0, with the reason", () => {
  it.each<{ where: object; attributes: Record<string, string>; own?: object; amount: string }>([
    { where: { plan: ["gold"] }, attributes: { plan: "gold" }, amount: "100.00" },
    { where: { plan: ["gold", "black"] }, attributes: { plan: "black" }, amount: "100.00" },
    { where: { plan: ["gold"] }, attributes: { plan: "tin" }, amount: "0.00" },
    {
      where: { plan: ["gold"] },
      attributes: { plan: "tin" },
      own: { plan: "gold" },
      amount: "100.00",
    },
    {
      where: { plan: ["gold"] },
      attributes: { plan: "gold" },
      own: { plan: "tin" },
      amount: "0.00",
    },
    {
      where: { plan: ["gold"], tier: ["1"] },
      attributes: { plan: "gold", tier: "2" },
      amount: "0.00",
    },
  ])("$where, $attributes, of the service $own: $amount", ({ where, attributes, own, amount }) => {
    const services = [web(own as Record<string, string> | undefined)];
    const [line] = linesOf(contract({ where }, attributes, services));
    expect(line?.amount).toBe(amount);
  });

  it("says what would have been owed, and by which clause not; the verdict is the same", () => {
    const input = contract({ clause: "1.4", where: { plan: ["gold", "black"] } }, { plan: "tin" });
    const statement = settled({ contract: input, rows });
    expect(statement.results[0]?.verdict).toBe("breached");
    expect(statement.lines[0]?.steps.filter(({ op }) => op === "eligible")).toEqual([
      {
        op: "eligible",
        clause: "msa 1.4",
        in: "100, but plan is tin, not gold or black",
        out: "0",
      },
    ]);
    expect(statement.totals.lines).toBe("0.00");
    expect(statement.lines[0]?.allocations).toEqual([]);
    expect(explain(statement, { line: "availability/web/2026-10/tenth" }).steps).toContainEqual(
      statement.lines[0]?.steps.at(-1),
    );
  });

  it("the clause of the commitment stands in for one that is not said", () => {
    const [line] = linesOf(contract({ where: { plan: ["gold"] } }, { plan: "tin" }));
    const found = line?.steps.find(({ op }) => op === "eligible");
    expect(found?.clause).toBe("msa 3.1");
  });

  it("no days, units or rights either; what each miss would have given is 0", () => {
    const credits = [
      { id: "days", clause: "6.2", on: "each-miss", how: "flat", give: { days: "2" } },
      {
        id: "end",
        clause: "6.3",
        on: "measured",
        how: "flat",
        give: { right: { what: "terminate", holder: "customer" } },
      },
      { id: "each", clause: "6.4", on: "each-miss", how: "flat", give: { amount: "7.00" } },
    ] as unknown as typeof availability.credits;
    const changes = { credits };
    const lines = linesOf(
      contract({ where: { plan: ["gold"] } }, { plan: "tin" }, [web()], changes),
    );
    expect(
      lines.map(({ inKind, rights, parts, steps }) => [
        inKind,
        rights,
        parts,
        steps.find(({ op }) => op === "eligible")?.in,
      ]),
    ).toEqual([
      [undefined, undefined, [], "2 days, but plan is tin, not gold"],
      [undefined, undefined, [{ record: "INC-1", exact: "0" }], "7, but plan is tin, not gold"],
      [undefined, undefined, [], "terminate, but plan is tin, not gold"],
    ]);
  });

  it("takes nothing of a cap", () => {
    const one = contract({ where: { plan: ["gold"] } }, { plan: "tin" });
    const input = {
      ...one,
      commitments: [
        ...one.commitments,
        { ...availability, id: "for-all", credits: [{ ...tenth, id: "tenth" }] },
      ],
      caps: [
        {
          id: "most",
          clause: "9",
          limit: { amount: "80.00" },
          per: "calendar-month",
          covers: "all",
          excess: "lost",
        },
      ],
    } as ContractInput;
    expect(linesOf(input).map(({ id, amount }) => `${id} ${amount}`)).toEqual([
      "availability/web/2026-10/tenth 0.00",
      "for-all/web/2026-10/tenth 80.00",
    ]);
  });

  it("each service of a scope by itself, a pool by all of its services", () => {
    const services = [
      { ...web({ plan: "gold" }) },
      { id: "api", charges: [{ ...fee, id: "api-fee" }], attributes: { plan: "tin" } },
    ];
    const down = [...rows, { ...outage("INC-2", "10-03T00:00", "10-03T02:00"), service: "api" }];
    const where = { plan: ["gold"] };
    const each = { scope: { each: { services: ["web", "api"] } } };
    const lines = linesOf(contract({ where }, undefined, services, each), down);
    expect(lines.map(({ id, amount }) => `${id} ${amount}`)).toEqual([
      "availability/api/2026-10/tenth 0.00",
      "availability/web/2026-10/tenth 100.00",
    ]);
    const all = { scope: { allDown: { of: ["web", "api"], unknownMember: "strict" } } } as object;
    const [pooled] = linesOf(contract({ where }, undefined, services, all), down);
    expect(pooled?.amount).toBe("0.00");
  });

  it("without `eligible` attributes change nothing", () => {
    expect(linesOf(contract(undefined, { plan: "tin" }))[0]?.amount).toBe("100.00");
  });
});

describe("semantics 31: what `check` says of `eligible`", () => {
  const issuesOf = (input: ContractInput) => {
    const parsed = safeParseContract(input);
    return parsed.ok
      ? []
      : parsed.issues.map(({ code, path, hint }) => [code, path.join("."), hint]);
  };

  it("an attribute that neither the contract nor the service has is refused, of each service", () => {
    const services = [web(), { id: "api", charges: [], attributes: { plan: "gold" } }];
    const scope = { scope: { each: { services: ["web", "api"] } } };
    expect(
      issuesOf(contract({ where: { plan: ["gold"] } }, { tier: "1" }, services, scope)),
    ).toEqual([
      [
        "eligible.attribute-missing",
        "commitments.0.eligible.where.plan",
        "give attributes: { plan: gold } to one of them",
      ],
    ]);
  });

  it("a service that is not declared is told once", () => {
    const scope = { scope: { service: "wbe" } };
    const found = issuesOf(contract({ where: { plan: ["gold"] } }, undefined, [web()], scope));
    expect(found.map(([code]) => code)).toEqual(["contract.unknown-service"]);
  });

  it("warns where nobody may have the credits", () => {
    const parsed = parseContract(contract({ where: { plan: ["gold"] } }, { plan: "Gold" }));
    expect(parsed.warnings.filter(({ code }) => code === "eligible.none")).toMatchObject([
      {
        path: ["commitments", 0, "eligible", "where"],
        message:
          'commitment "availability" gives no credit for web: of web, plan is Gold, not gold',
      },
    ]);
  });
});
