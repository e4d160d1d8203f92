const safeMost = Number.MAX_SAFE_INTEGER;

/** The exact sum of whole numbers that are each safe integers, 0 or more, however many there are. */
export class WholeSum {
  private held = 0;
  private spilled = 0n;

  add(value: number): void {
    if (value > safeMost - this.held) {
      this.spilled += BigInt(this.held);
      this.held = 0;
    }
    this.held += value;
  }

  value(): bigint {
    return this.spilled + BigInt(this.held);
  }
}
