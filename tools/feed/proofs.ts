// What the core asks of the platform, by Node's WebCrypto: the same calls that browsers answer.

import { webcrypto } from "node:crypto";
import type { Proofs } from "../../core/sync/keys.ts";

export const proofs: Proofs = {
  async verify(key, signature, message) {
    try {
      const imported = await webcrypto.subtle.importKey("raw", Uint8Array.from(key), "Ed25519", false, ["verify"]);
      return await webcrypto.subtle.verify("Ed25519", imported, Uint8Array.from(signature), Uint8Array.from(message));
    } catch {
      // A key that is no point of the curve is refused by the import.
      return false;
    }
  },
  async sha256(bytes) {
    return new Uint8Array(await webcrypto.subtle.digest("SHA-256", Uint8Array.from(bytes)));
  },
};
