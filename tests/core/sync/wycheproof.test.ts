// U10: the signature vectors of Project Wycheproof, read from ../shared/vectors beside the repository.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { proofs } from "../../../tools/feed/proofs.ts";
import { repository } from "../../tools/command.ts";

interface Vectors {
  readonly testGroups: readonly {
    readonly publicKey: { readonly pk: string };
    readonly tests: readonly {
      readonly tcId: number;
      readonly msg: string;
      readonly sig: string;
      readonly result: "valid" | "invalid";
    }[];
  }[];
}

const file = join(repository, "../shared/vectors/ed25519_test.json");
const isThere = existsSync(file);
if (!isThere) console.warn(`SKIPPED: the 151 Wycheproof vectors are not at ${file}`);

test.skipIf(!isThere)("U10: every one of the 151 Wycheproof vectors gets the answer that it should", async () => {
  const { testGroups } = JSON.parse(readFileSync(file, "utf8")) as Vectors;
  const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));
  const wrong: number[] = [];
  let count = 0;
  for (const { publicKey, tests } of testGroups) {
    for (const { tcId, msg, sig, result } of tests) {
      count++;
      const isValid = bytes(sig).length === 64 && (await proofs.verify(bytes(publicKey.pk), bytes(sig), bytes(msg)));
      if (isValid !== (result === "valid")) wrong.push(tcId);
    }
  }
  expect([count, wrong]).toEqual([151, []]);
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
