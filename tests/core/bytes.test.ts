// Numbers and texts in bytes, and the checksums over them.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ByteReader, ByteWriter, DamagedBytes } from "../../core/bytes.ts";
import { checksum, isIntact, shortChecksum } from "../../core/checksum.ts";
import { cutsUnnoticed, flip, join, seal } from "./damage.ts";

function reader(...bytes: number[]): ByteReader {
  return new ByteReader(Uint8Array.from(bytes), "the test");
}

describe("numbers", () => {
  test("of at most 32 bits come back as they were", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(300), fc.nat(0xffffffff))), (numbers) => {
        const read = new ByteReader(join(...numbers), "the test");
        expect(numbers.map(() => read.varint())).toEqual(numbers);
        expect(() => read.expectEnd()).not.toThrow();
      }),
    );
  });

  test.each([
    [0, [0]],
    [127, [127]],
    [128, [128, 1]],
    [16_383, [255, 127]],
    [0xffffffff, [255, 255, 255, 255, 15]],
  ])("%i takes the bytes %j", (number, bytes) => {
    expect([...join(number)]).toEqual(bytes);
  });

  test.each([-1, 2 ** 32, Number.NaN, Infinity])("%d stops the build instead of becoming another number", (number) => {
    expect(() => new ByteWriter().varint(number)).toThrow(RangeError);
  });

  test.each([
    ["no end", [128, 128, 128, 128, 128, 128], "a number does not end"],
    ["an end too early", [128], "it ends too early"],
    ["nothing", [], "it ends too early"],
    ["more than 32 bits", [255, 255, 255, 255, 16], "a number is too large"],
  ])("a number with %s is refused where it stands", (_, bytes, reason) => {
    expect(() => reader(...bytes).varint()).toThrow(DamagedBytes);
    expect(() => reader(...bytes).varint()).toThrow(reason);
  });
});

describe("a reader", () => {
  test("refuses a count of more entries than bytes, before anyone makes room for them", () => {
    expect(reader(2, 0, 0).count()).toBe(2);
    expect(() => reader(3, 0, 0).count()).toThrow("3 entries are announced, 2 bytes are left");
    expect(() => reader(2, 0, 0, 0).count(2)).toThrow(DamagedBytes);
    expect(() => reader(255, 255, 255, 255, 15).count()).toThrow(DamagedBytes);
  });

  test("refuses bytes and texts beyond the end, and texts that are not UTF-8", () => {
    expect(() => reader(1).bytes(2)).toThrow("2 bytes are announced, 1 are left");
    expect(() => reader(3, 97).text()).toThrow(DamagedBytes);
    expect(() => reader(2, 0xc3, 0x28).text()).toThrow("a text is not UTF-8");
    expect(() => reader(3, 0xed, 0xa0, 0x80).text()).toThrow(DamagedBytes);
  });

  test("refuses what is left over", () => {
    expect(() => reader(1).expectEnd()).toThrow("the test, byte 0: bytes follow the last entry");
  });

  test("stays within its own end", () => {
    const read = new ByteReader(Uint8Array.of(1, 2, 3, 4), "the test", 1, 2);
    expect(read.u8()).toBe(2);
    expect(() => read.u8()).toThrow("the test, byte 2: it ends too early");
  });
});

describe("the checksum", () => {
  const some = fc.uint8Array({ minLength: 1, maxLength: 200 });

  test("shows every change of one byte, wherever it is", () => {
    fc.assert(
      fc.property(some, fc.nat(1000), fc.integer({ min: 1, max: 255 }), (bytes, at, mask) => {
        expect(isIntact(flip(seal(bytes), at % (bytes.length + 8), mask))).toBe(false);
      }),
    );
  });

  test("shows the same bit changed in two words, which cancels out in a sum without a rotation", () => {
    const bytes = seal(Uint8Array.from({ length: 64 }, (_, i) => i));
    const pairs = Array.from({ length: 15 }, (_, i) =>
      Array.from({ length: 15 - i }, (_, j) => [i, i + j + 1] as const),
    ).flat();
    for (const [i, j] of pairs) {
      for (let bit = 0; bit < 32; bit++) {
        const places = [i, j].map((word) => word * 4 + (bit >> 3));
        expect(isIntact(places.reduce((changed, at) => flip(changed, at, 1 << (bit & 7)), bytes))).toBe(false);
      }
    }
  });

  test("shows every cut", () => {
    const bytes = seal(Uint8Array.from({ length: 300 }, (_, i) => i * 7));
    const read = (each: Uint8Array): void => {
      if (!isIntact(each)) throw new DamagedBytes("the test", 0, "cut");
    };
    expect(cutsUnnoticed(bytes, read)).toEqual([]);
  });

  test("shows zeros added, taken away and swapped words", () => {
    const sums = [
      [],
      [0],
      [0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [1, 0, 0, 0, 2, 0, 0, 0],
      [2, 0, 0, 0, 1, 0, 0, 0],
      [1, 2],
    ].map((bytes) => checksum(Uint8Array.from(bytes)).join());
    expect(new Set(sums).size).toBe(sums.length);
  });

  test("does not depend on where the bytes lie in memory", () => {
    fc.assert(
      fc.property(some, fc.nat(7), (bytes, offset) => {
        const buffer = new Uint8Array(bytes.length + offset);
        buffer.set(bytes, offset);
        expect(checksum(buffer.subarray(offset))).toEqual(checksum(bytes));
      }),
    );
  });

  test("of a bucket shows every change within two neighbouring bytes", () => {
    fc.assert(
      fc.property(some, fc.nat(1000), fc.integer({ min: 1, max: 255 }), fc.nat(255), (bytes, place, first, second) => {
        const at = place % bytes.length;
        const changed = flip(
          flip(bytes, at, first),
          Math.min(at + 1, bytes.length - 1),
          at + 1 < bytes.length ? second : 0,
        );
        expect(shortChecksum(changed, 0, bytes.length)).not.toBe(shortChecksum(bytes, 0, bytes.length));
      }),
    );
  });
});
