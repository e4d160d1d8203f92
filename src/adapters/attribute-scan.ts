import type { Ticket } from "../model/records.ts";
import {
  ascii,
  type Bytes,
  COLON,
  COMMA,
  endOfName,
  QUOTE,
  TEXT,
  type TextOf,
  Texts,
} from "./ascii.ts";

const VALUE_MAX = 200;

interface Entry {
  readonly name: string;
  readonly from: number;
  readonly until: number;
}

/** Reads attributes: texts under names of any kind, in any order. */
export class AttributeScan {
  private readonly names: Texts;
  private readonly values: Texts;
  /** By name. */
  private entries: readonly Entry[] = [];

  constructor(textOf: TextOf) {
    this.names = new Texts(textOf);
    this.values = new Texts(textOf);
  }

  /**
   * @param at Where the bracket stands.
   * @returns Where the object ends; −1 where it is to be read the slower way.
   */
  endOf(bytes: Bytes, at: number): number {
    if (!bytes.is(at, 0x7b)) return -1;
    const entries: Entry[] = [];
    let next = at + 1;
    for (let isFirst = true; !bytes.is(next, 0x7d); isFirst = false) {
      if (!isFirst && !bytes.is(next, COMMA)) return -1;
      const start = isFirst ? next : bytes.behindSpaces(next + 1);
      const colon = endOfName(bytes, start);
      if (colon === -1 || !bytes.is(colon, COLON)) return -1;
      const name = this.names.of(bytes, start + 1, colon - 1);
      const from = bytes.behindSpaces(colon + 1);
      const end = bytes.is(from, QUOTE) ? bytes.endOf(from + 1, TEXT) : -1;
      if (end === -1 || !bytes.is(end, QUOTE) || end - from - 1 > VALUE_MAX) return -1;
      if (entries.some((one) => one.name === name)) return -1;
      entries.push({ name, from, until: end + 1 });
      next = end + 1;
    }
    this.entries = entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    return next + 1;
  }

  record(bytes: Bytes): Ticket["attributes"] {
    const record: Record<string, string> = {};
    for (const { name, from, until } of this.entries)
      record[name] = this.values.of(bytes, from + 1, until - 1);
    return record;
  }

  write(bytes: Bytes, out: Bytes): void {
    let before = "{";
    for (const { name, from, until } of this.entries) {
      out.add(ascii(`${before}"${name}":`));
      out.add(bytes, from, until);
      before = ",";
    }
    out.add(ascii(before === "{" ? "{}" : "}"));
  }
}
