import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestOf, hashOf, hashOfBytes, runningDigest } from "../../src/base/hash.ts";

const oracle = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

describe("semantics 39: hashes", () => {
  it("is SHA-256 of UTF-8", () => {
    // FIPS 180-2, appendix B.1.
    const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    expect(hashOfBytes(new TextEncoder().encode("abc"))).toBe(`sha256:${abc}`);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(hashOf(text)).toBe(`sha256:${oracle(JSON.stringify(text))}`);
      }),
    );
  });

  it("names the algorithm and hashes the canonical text", () => {
    expect(hashOf({ b: 1, a: 2 })).toBe(`sha256:${oracle('{"a":2,"b":1}')}`);
  });
});

describe("semantics 39: the digest of records", () => {
  it("is count 0 and sum 0 for none", () => {
    expect(digestOf([])).toEqual({ count: 0, sum: "0".repeat(64) });
  });

  it("is the record's own hash for one", () => {
    expect(digestOf([{ id: "INC-1" }])).toEqual({ count: 1, sum: oracle('{"id":"INC-1"}') });
  });

  it("adds modulo 2^256", () => {
    // The hash of "a" begins with ac: doubled it passes 2^256, so the carry is dropped.
    const one = BigInt(`0x${oracle('"a"')}`);
    const twice = (2n * one) % 2n ** 256n;
    expect(2n * one >= 2n ** 256n).toBe(true);
    expect(digestOf(["a", "a"])).toEqual({ count: 2, sum: twice.toString(16).padStart(64, "0") });
  });

  it("carries over millions of records", () => {
    // 2^21 + 1 times 2^256 − 1, modulo 2^256: −(2^21 + 1).
    const digest = runningDigest();
    const words = new Uint32Array(8).fill(0xffff_ffff);
    const count = 2 ** 21 + 1;
    for (let n = 0; n < count; n += 1) digest.add(words);
    const sum = (2n ** 256n - BigInt(count)).toString(16);
    expect(digest.soFar()).toEqual({ count, sum });
  });

  it("does not depend on the order, and tells a doubled record", () => {
    const records = fc.array(fc.record({ id: fc.string({ unit: "grapheme" }), n: fc.integer() }));
    fc.assert(
      fc.property(records, (list) => {
        expect(digestOf([...list].reverse())).toEqual(digestOf(list));
        const [first] = list;
        if (first !== undefined) expect(digestOf([...list, first])).not.toEqual(digestOf(list));
      }),
    );
  });
});
