// The floor under every lookup: it reads a host's characters, hashes them once, and knows nothing.

import { hashStep } from "../../core/table.ts";
import type { Contestant } from "./contestant.ts";

export const floor: Contestant = {
  prepare: () => new Uint8Array(0),
  load: () => ({
    asks: "host",
    isListed(host) {
      let hash = 1;
      for (let i = host.length - 1; i >= 0; i--) hash = hashStep(hash, host.charCodeAt(i));
      return hash === 0;
    },
  }),
};
