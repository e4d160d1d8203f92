import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson, type JsonValue } from "./canonical-json.ts";

/** The SHA-256 of the text in UTF-8, as a number: a quarter of the memory of its digits. */
export function sha256Number(text: string): bigint {
  return BigInt(`0x${sha256Hex(text)}`);
}

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
  for (const value of values) digest.add(sha256Number(canonicalJson(value)));
  return digest.soFar();
}

/** A digest that is made one record at a time, from the SHA-256 of each one's canonical JSON. */
export interface RunningDigest {
  add(sha256: bigint): void;
  soFar(): Digest;
}

export function runningDigest(): RunningDigest {
  let count = 0;
  let total = 0n;
  return {
    add(sha256) {
      count += 1;
      total = BigInt.asUintN(256, total + sha256);
    },
    soFar: () => ({ count, sum: total.toString(16).padStart(64, "0") }),
  };
}
