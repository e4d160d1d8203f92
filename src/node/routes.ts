import {
  type Issue,
  type ParsedContract,
  type Records,
  type RecordsReader,
  RefusedError,
  type Result,
} from "../index.ts";
import { type RecordsUse, readerWith, type SettlingReader } from "../records.ts";
import type { RowTarget, TicketRow } from "./read-records.ts";
import { hashText } from "./sha256.ts";

type Sources = Pick<NonNullable<Parameters<RecordsReader["finish"]>[0]>, "sources">;

/** Tickets that have to be held, by the id of their contract. */
export type WholeTickets = ReadonlyMap<string, ReadonlySet<string>>;

/** A contract, and what is known of its records. */
interface Route {
  readonly contract: ParsedContract;
  readonly reader: SettlingReader;
}

/** What rows say of where they belong, and how many say the same. */
interface Named {
  readonly contract: string | undefined;
  readonly customer: string | undefined;
  rows: number;
}

/** Gives each row to the contracts that it may belong to. */
export class Routes implements RowTarget {
  private readonly byContract = new Map<string, Route>();
  private readonly byCustomer = new Map<string, Route[]>();
  private readonly named = new Map<string, Named>();
  private count = 0;

  /** @throws {RefusedError} Where two contracts have one id. */
  constructor(
    contracts: readonly ParsedContract[],
    useOf: (contract: ParsedContract) => RecordsUse | undefined,
    held: WholeTickets | "all" | undefined,
  ) {
    for (const contract of contracts) {
      const { id, parties } = contract.terms;
      if (this.byContract.has(id)) throw new RefusedError([twice(id)]);
      const whole = held === "all" ? held : held?.get(id);
      const use = useOf(contract);
      const route = { contract, reader: readerWith(contract, { hash: hashText, use, whole }) };
      this.byContract.set(id, route);
      const { customer } = parties;
      this.byCustomer.set(customer, [...(this.byCustomer.get(customer) ?? []), route]);
    }
  }

  take(row: unknown): void {
    const { contract, customer } = namesIn(row);
    this.note(contract, customer);
    for (const { reader } of this.routesOf(contract, customer)) reader.take(row, this.count);
    this.count += 1;
  }

  readonly ticket = (row: TicketRow): void => {
    const { contract, customer } = row;
    this.note(contract, customer);
    for (const { reader } of this.routesOf(contract, customer))
      if (!reader.ticket(row, this.count)) reader.take(row.row(), this.count);
    this.count += 1;
  };

  /** Undefined where all is well; else the tickets to hold when everything is read again. */
  again(): WholeTickets | undefined {
    const all = [...this.byContract].map(([id, { reader }]) => [id, reader.again()] as const);
    if (all.every(([, ids]) => ids === undefined)) return undefined;
    return new Map(all.flatMap(([id, ids]) => (ids === undefined ? [] : [[id, ids]])));
  }

  /** Of each contract the problems of single rows, where other rows could not be read. */
  faults(): readonly (readonly [ParsedContract, readonly Issue[]])[] {
    return [...this.byContract.values()].map(({ contract, reader }) => [contract, reader.faults()]);
  }

  /** The reader itself looks at both names; here only who cannot be meant is left out. */
  private routesOf(contract: string | undefined, customer: string | undefined): Iterable<Route> {
    if (contract !== undefined) {
      const route = this.byContract.get(contract);
      return route === undefined ? [] : [route];
    }
    if (customer !== undefined) return this.byCustomer.get(customer) ?? [];
    return this.byContract.values();
  }

  private note(contract: string | undefined, customer: string | undefined): void {
    if (contract === undefined && customer === undefined) return;
    const key = JSON.stringify([contract, customer]);
    const found = this.named.get(key);
    if (found === undefined) this.named.set(key, { contract, customer, rows: 1 });
    else found.rows += 1;
  }

  /** Rows that no contract takes: counted and listed, never dropped in silence. */
  unrouted(): readonly Issue[] {
    return [...this.named.values()].flatMap((named) => {
      const { contract, customer, rows } = named;
      const routes = [...this.routesOf(contract, customer)];
      const isTaken = routes.some(
        ({ contract: { terms, plan } }) =>
          customer === undefined ||
          terms.parties.customer === customer ||
          (contract !== undefined && [...plan.services.values()].some((one) => one.hasCustomers)),
      );
      return isTaken ? [] : [unrouted(named, rows)];
    });
  }

  /** Each contract with its records; a reader is let go once its contract had its turn. */
  *finished(
    options: Sources,
  ): Generator<readonly [ParsedContract, Result<Records>], void, undefined> {
    for (const [id, { contract, reader }] of this.byContract) {
      const { customer } = contract.terms.parties;
      for (const named of this.named.values()) {
        if (named.contract !== undefined && named.contract !== id)
          reader.pass("another-contract", named.rows);
        else if (named.contract === undefined && named.customer !== customer)
          reader.pass("another-customer", named.rows);
      }
      this.byContract.delete(id);
      this.byCustomer.clear();
      yield [contract, reader.finish(options)];
    }
  }
}

function namesIn(row: unknown): Pick<Named, "contract" | "customer"> {
  if (typeof row !== "object" || row === null) return { contract: undefined, customer: undefined };
  const { contract, customer } = row as {
    readonly contract?: unknown;
    readonly customer?: unknown;
  };
  return { contract: textOf(contract), customer: textOf(customer) };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function twice(id: string): Issue {
  const message = `two contracts have the id "${id}"`;
  const hint = "give each contract once, and each an id of its own";
  return { code: "batch.duplicate-contract", path: ["contracts"], message, hint, value: id };
}

function unrouted({ contract, customer }: Named, rows: number): Issue {
  const names = [
    ...(contract === undefined ? [] : [`contract "${contract}"`]),
    ...(customer === undefined ? [] : [`customer "${customer}"`]),
  ].join(" and ");
  const message = `${rows} ${rows === 1 ? "row names" : "rows name"} the ${names}, and no contract takes them`;
  const hint = "add the contract, or correct the name in the records";
  return { code: "batch.unrouted", path: ["records"], message, hint };
}
