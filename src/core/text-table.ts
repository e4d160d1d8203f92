/** So many different texts are looked up; of more, each costs its own letters. */
const SHARED_MAX = 4096;

/** Texts by number. What comes again and again is kept once, as long as there are few of them. */
export class TextTable {
  private readonly texts: string[] = [];
  private readonly shared = new Map<string, number>();

  /** The number of a text. */
  add(text: string): number {
    const known = this.shared.get(text);
    if (known !== undefined) return known;
    const number = this.texts.length;
    this.texts.push(text);
    if (this.shared.size < SHARED_MAX) this.shared.set(text, number);
    return number;
  }

  /** @param number One that `add` gave. */
  text(number: number): string {
    return this.texts[number] as string;
  }
}
