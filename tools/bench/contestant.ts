// What the bench asks of each contestant, and who they are.

/** Opened, and ready to answer. */
export interface Lookups {
  /** what it is asked with: a host, or the URL `https://HOST/`; made before the clock runs */
  readonly asks: "host" | "url";
  /** whether the host or one of its parents is listed */
  readonly isListed: (query: string) => boolean;
}

export interface Contestant {
  /** What it would ship or keep on disk for these names. */
  prepare(names: readonly string[]): Uint8Array | Promise<Uint8Array>;
  /** From that file to answers. */
  load(file: string): Lookups | Promise<Lookups>;
}

export interface Entry {
  /** as the tables of the bench call it */
  readonly label: string;
  readonly isPeer: boolean;
  /** whose file it reads, where that is another's */
  readonly reads?: string;
  readonly open: () => Promise<Contestant>;
}

/** By name; each runs in a process of its own and loads nothing of the others. */
export const contestants: Readonly<Record<string, Entry>> = {
  wallsight: {
    label: "Wallsight",
    isPeer: false,
    open: async () => (await import("./own-table.ts")).wholeTable,
  },
  "wallsight-parts": {
    label: "Wallsight, head first",
    isPeer: false,
    reads: "wallsight",
    open: async () => (await import("./own-table.ts")).headFirst,
  },
  set: {
    label: "Set, suffix walk",
    isPeer: true,
    open: async () => (await import("./peer-set.ts")).suffixWalk,
  },
  hntrie: {
    label: "uBlock Origin, HNTrie in JavaScript",
    isPeer: true,
    open: async () => (await import("./peer-hntrie.ts")).inJavaScript,
  },
  "hntrie-wasm": {
    label: "uBlock Origin, HNTrie in WebAssembly",
    isPeer: true,
    reads: "hntrie",
    open: async () => (await import("./peer-hntrie.ts")).inWebAssembly,
  },
  ubo: {
    label: "uBlock Origin, engine",
    isPeer: true,
    open: async () => (await import("./peer-ubo.ts")).engine,
  },
  ghostery: {
    label: "@ghostery/adblocker",
    isPeer: true,
    open: async () => (await import("./peer-ghostery.ts")).engine,
  },
  floor: {
    label: "floor: read and hash the characters",
    isPeer: false,
    open: async () => (await import("./floor.ts")).floor,
  },
};

export function entryOf(name: string): Entry {
  const entry = contestants[name];
  if (!entry) throw new Error(`no contestant is called ${name}`);
  return entry;
}
