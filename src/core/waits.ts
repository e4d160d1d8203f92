/** The waits that are on, by their reasons. Mostly there is one, which needs no set. */
export class Waits {
  private first: string | undefined;
  private others: Set<string> | undefined;

  get areOn(): boolean {
    return this.first !== undefined || (this.others !== undefined && this.others.size > 0);
  }

  /** @returns False when a wait of this reason was on. */
  start(reason: string): boolean {
    if (reason === this.first || this.others?.has(reason) === true) return false;
    if (this.first === undefined) {
      this.first = reason;
    } else {
      this.others ??= new Set();
      this.others.add(reason);
    }
    return true;
  }

  /**
   * Ends the wait of this reason, every wait without one.
   *
   * @returns False when there was none to end.
   */
  end(reason: string | undefined): boolean {
    if (reason === undefined) return this.endAll();
    if (reason !== this.first) return this.others?.delete(reason) ?? false;
    this.first = undefined;
    return true;
  }

  private endAll(): boolean {
    const wereOn = this.areOn;
    this.first = undefined;
    this.others = undefined;
    return wereOn;
  }
}
