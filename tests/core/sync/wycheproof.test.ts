// U10: the signature vectors of Project Wycheproof, in Node; in browsers by tests/browsers/platform.test.ts.

import { expect, test } from "vitest";
import { proofs } from "../../../tools/feed/proofs.ts";
import { areThere, readVectors } from "./wycheproof.ts";

test.skipIf(!areThere())("U10: every one of the 151 Wycheproof vectors gets the answer that it should", async () => {
  const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));
  const vectors = readVectors();
  const wrong: number[] = [];
  for (const { id, key, message, signature, isValid } of vectors) {
    const is = signature.length === 128 && (await proofs.verify(bytes(key), bytes(signature), bytes(message)));
    if (is !== isValid) wrong.push(id);
  }
  expect([vectors.length, wrong]).toEqual([151, []]);
});

test("U10: a signature whose S was raised by the order of the group is refused", async () => {
  const { generateKeyPairSync, sign } = await import("node:crypto");
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const message = new TextEncoder().encode("a message");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
  const signature = Uint8Array.from(sign(null, message, privateKey));
  expect(await proofs.verify(raw, signature, message)).toBe(true);
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  let s = order + signature.slice(32).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
  for (let i = 32; i < 64; i++, s /= 256n) signature[i] = Number(s % 256n);
  expect(await proofs.verify(raw, signature, message)).toBe(false);
});
