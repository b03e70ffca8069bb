// The packages of the benchmark that have no types of their own.

declare module "fastscan" {
  export default class FastScanner {
    constructor(words: string[]);
    search(text: string): [begin: number, word: string][];
  }
}

declare module "ahocorasick" {
  export default class AhoCorasick {
    constructor(words: string[]);
    search(text: string): [last: number, words: string[]][];
  }
}
