import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson, type JsonValue } from "./canonical-json.ts";

/** Writes the SHA-256 of a text in UTF-8 as eight numbers of 32 bits, the most significant first. */
export type HashWords = (text: string, words: Uint32Array) => void;

/** Runs everywhere; a program that has a faster SHA-256 may bring its own. */
export const sha256Words: HashWords = (text, words) => {
  const bytes = sha256(utf8ToBytes(text));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let index = 0; index < 8; index += 1) words[index] = view.getUint32(4 * index);
};

/** The SHA-256 of the text in UTF-8, as 64 hexadecimal digits. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/**
 * The identity of a value: "sha256:" and the hash of its canonical JSON (semantics 39).
 *
 * @throws {RefusedError} For a value that has no canonical JSON.
 */
export function hashOf(value: JsonValue): string {
  return `sha256:${sha256Hex(canonicalJson(value))}`;
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
    sha256Words(canonicalJson(value), words);
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
      const digits = Array.from(sums, (sum) => sum.toString(16).padStart(8, "0"));
      return { count, sum: digits.join("") };
    },
  };
}

/** Brings each sum below 2^32; what the first of them has beyond it is left out (modulo 2^256). */
function carry(sums: Float64Array): void {
  let over = 0;
  for (let index = 7; index >= 0; index -= 1) {
    const sum = (sums[index] as number) + over;
    over = Math.floor(sum / 2 ** 32);
    sums[index] = sum - over * 2 ** 32;
  }
}
