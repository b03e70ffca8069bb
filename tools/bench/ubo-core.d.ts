// What the bench uses of @gorhill/ubo-core, which comes without types.

declare module "@gorhill/ubo-core" {
  interface FilterList {
    readonly name: string;
    readonly raw: string;
  }
  interface RequestDetails {
    readonly originURL: string;
    readonly url: string;
    readonly type: string;
  }
  export class StaticNetFilteringEngine {
    static create(): Promise<StaticNetFilteringEngine>;
    useLists(lists: readonly FilterList[]): Promise<void>;
    serialize(): Promise<string>;
    deserialize(serialized: string): Promise<void>;
    /** 0: no filter, 1: blocked, 2: allowed */
    matchRequest(details: RequestDetails): number;
  }
}

declare module "@gorhill/ubo-core/js/hntrie.js" {
  interface Selfie {
    readonly buf32: Uint32Array;
    readonly checksum: number;
  }
  export default class HNTrieContainer {
    createTrieFromIterable(names: Iterable<string>): number;
    optimize(): void;
    toSelfie(): Selfie;
    fromSelfie(selfie: Selfie): boolean;
    setNeedle(host: string): this;
    /** where the matching name begins in the host, or -1 */
    matches(trie: number): number;
    enableWASM(fetchModule: (path: string) => Promise<WebAssembly.Module>, path: string): Promise<boolean>;
  }
}
