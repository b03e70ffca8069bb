// What the core asks of the platform to verify a feed, by the browser's WebCrypto.

import type { Proofs } from "@/core/sync/keys.ts";

export const proofs: Proofs = {
  async verify(key, signature, message) {
    try {
      const imported = await crypto.subtle.importKey("raw", Uint8Array.from(key), "Ed25519", false, ["verify"]);
      return await crypto.subtle.verify("Ed25519", imported, Uint8Array.from(signature), Uint8Array.from(message));
    } catch (error) {
      // A key that is no point of the curve is refused by the import.
      if (error instanceof DOMException) return false;
      throw error;
    }
  },
  async sha256(bytes) {
    return new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes)));
  },
};
