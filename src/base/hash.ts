import { type Written, withCanonicalBytes } from "./canonical-bytes.ts";
import { canonicalJson, type JsonValue } from "./canonical-json.ts";
import { hashHex, hashText } from "./sha256.ts";

/** Writes the SHA-256 of a text in UTF-8 as eight numbers of 32 bits, the most significant first. */
export type HashWords = typeof hashText;
export const sha256Words = hashText;

/**
 * The identity of a value: "sha256:" and the hash of its canonical JSON (semantics 39).
 *
 * @param written A part of it whose canonical JSON is known.
 * @throws {RefusedError} For a value that has no canonical JSON.
 */
export function hashOf(value: JsonValue, written?: Written): string {
  return withCanonicalBytes(value, written, hashOfBytes);
}

/** The same of the canonical JSON, in UTF-8. */
export function hashOfBytes(canonical: Uint8Array): string {
  return `sha256:${hashHex(canonical)}`;
}

/** What stands for a set of records in a manifest. */
export interface Digest {
  readonly count: number;
  /** 64 hexadecimal digits. */
  readonly sum: string;
}

/**
 * The digest of records in any order (semantics 39): how many, and the sum modulo 2^256 of the
 * SHA-256 of each one's canonical JSON. A record left out, added, doubled or altered changes it.
 *
 * @throws {RefusedError} For a record that has no canonical JSON.
 */
export function digestOf(values: Iterable<JsonValue>): Digest {
  const digest = runningDigest();
  const words = new Uint32Array(8);
  for (const value of values) {
    hashText(canonicalJson(value), words);
    digest.add(words);
  }
  return digest.soFar();
}

/** A digest that is made one record at a time, from the SHA-256 of each one's canonical JSON. */
export interface RunningDigest {
  add(words: Uint32Array): void;
  soFar(): Digest;
}

/** So many sums of 32 bits stay below 2^53. */
const CARRY_AFTER = 1 << 20;

export function runningDigest(): RunningDigest {
  let count = 0;
  // Eight sums side by side, whose carries wait: a bigint for each record would cost more than it adds.
  const sums = new Float64Array(8);
  return {
    add(words) {
      for (let index = 0; index < 8; index += 1)
        sums[index] = (sums[index] as number) + (words[index] as number);
      count += 1;
      if (count % CARRY_AFTER === 0) carry(sums);
    },
    soFar() {
      carry(sums);
      return { count, sum: hexOf(sums) };
    },
  };
}

/** Numbers of 32 bits as 64 hexadecimal digits. */
function hexOf(words: Float64Array): string {
  let text = "";
  for (const word of words)
    for (let shift = 24; shift >= 0; shift -= 8)
      text += hexBytes[(word >>> shift) & 0xff] as string;
  return text;
}

const hexBytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Brings each sum below 2^32; what the first of them has beyond it is left out (modulo 2^256). */
function carry(sums: Float64Array): void {
  let over = 0;
  for (let index = 7; index >= 0; index -= 1) {
    const sum = (sums[index] as number) + over;
    over = Math.floor(sum / 2 ** 32);
    sums[index] = sum - over * 2 ** 32;
  }
}
