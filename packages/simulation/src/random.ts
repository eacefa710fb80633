/** FNV-1a over the text, twice with other beginnings: two words of state from a name. */
function hash(text: string, basis: number): number {
  let value = basis >>> 0;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b) >>> 0;
  return (value ^ (value >>> 13)) >>> 0;
}

/**
 * Chance from a name: whoever has the same seed and name draws the same numbers, whatever others draw. So that leaving one shopper out
 * changes nothing for the rest. The generator is sfc32 (https://pracrand.sourceforge.net).
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #count = 1;
  constructor(name: string) {
    this.#a = hash(name, 0x811c9dc5);
    this.#b = hash(name, 0x01234567);
    this.#c = hash(name, 0x9e3779b9);
    for (let warm = 0; warm < 8; warm += 1) this.#word();
  }

  #word(): number {
    const sum = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** In [0, 1). */
  next = (): number => this.#word() / 2 ** 32;
  chance = (probability: number): boolean => this.next() < probability;
  /** A whole number, both ends in. */
  int = (low: number, high: number): number => low + Math.floor(this.next() * (high - low + 1));
  /** Between the two, small ones as likely as large ones: 1-10 as often as 10-100. */
  spread = (low: number, high: number): number => low * (high / low) ** this.next();
  pick<T>(list: readonly T[]): T {
    const found = list[Math.floor(this.next() * list.length)];
    if (found === undefined) throw new RangeError("nothing to pick from");
    return found;
  }
}
