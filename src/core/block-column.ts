import { present } from "../base/invariant.ts";

const BLOCK = 4096;

type Numbers = Float64Array | Int32Array;

/** A list of numbers that grows in blocks: none is copied when more are needed, however long it gets. */
export class BlockColumn {
  private readonly blocks: Numbers[] = [];
  private readonly make: (length: number) => Numbers;
  private filled = 0;

  /** @param kind What the numbers are: instants need eight bytes, counts four. */
  constructor(kind: "instants" | "counts") {
    this.make = (length) =>
      kind === "instants" ? new Float64Array(length) : new Int32Array(length);
  }

  get length(): number {
    return this.filled;
  }

  push(value: number): void {
    if (this.filled % BLOCK === 0) this.blocks.push(this.make(BLOCK));
    this.filled += 1;
    this.set(this.filled - 1, value);
  }

  /** What stands at a place below `length`. */
  at(index: number): number {
    return this.blockOf(index)[index % BLOCK] as number;
  }

  /** Puts another number at a place below `length`. */
  set(index: number, value: number): void {
    this.blockOf(index)[index % BLOCK] = value;
  }

  private blockOf(index: number): Numbers {
    return present(
      this.blocks[Math.floor(index / BLOCK)],
      "a place below the length has its block",
    );
  }
}
