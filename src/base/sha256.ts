import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * SHA-256 that runs everywhere. In Node the built package takes `src/node/sha256.ts` in its place,
 * which gives the same (docs/decisions/0043).
 */

/** Writes the SHA-256 of a text in UTF-8 as eight numbers of 32 bits, the most significant first. */
export function hashText(text: string, words: Uint32Array): void {
  hashBytes(utf8ToBytes(text), words);
}

/** The same of bytes. */
export function hashBytes(bytes: Uint8Array, words: Uint32Array): void {
  const hash = sha256(bytes);
  const view = new DataView(hash.buffer, hash.byteOffset, hash.byteLength);
  for (let index = 0; index < 8; index += 1) words[index] = view.getUint32(4 * index);
}

/** The same of bytes, as 64 hexadecimal digits. */
export function hashHex(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}
