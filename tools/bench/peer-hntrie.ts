// HNTrie, the structure in which uBlock Origin keeps host names, in its own serialized form.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import HNTrieContainer from "@gorhill/ubo-core/js/hntrie.js";
import type { Contestant, Lookups } from "./contestant.ts";

/** Behind its words our file has two more: the trie's number and the checksum. */
const ownWords = 2;

function prepare(names: readonly string[]): Uint8Array {
  const container = new HNTrieContainer();
  const trie = container.createTrieFromIterable(names);
  container.optimize();
  const { buf32, checksum } = container.toSelfie();
  const words = new Uint32Array(buf32.length + ownWords);
  words.set(buf32);
  words.set([trie, checksum], buf32.length);
  return new Uint8Array(words.buffer);
}

function open(container: HNTrieContainer, file: string): Lookups {
  const { buffer, length } = readFileSync(file);
  const words = length / 4 - ownWords;
  const [trie = 0, checksum = 0] = new Int32Array(buffer, words * 4, ownWords);
  const buf32 = new Uint32Array(buffer, 0, words);
  if (!container.fromSelfie({ buf32, checksum })) throw new Error(`${file} is not a trie`);
  return { asks: "host", isListed: (host) => container.setNeedle(host).matches(trie) >= 0 };
}

export const inJavaScript: Contestant = {
  prepare,
  load: (file) => open(new HNTrieContainer(), file),
};

const compiled = WebAssembly.compile(
  Uint8Array.from(createRequire(import.meta.url)("@gorhill/ubo-core/js/wasm/hntrie.wasm.json") as number[]),
);

export const inWebAssembly: Contestant = {
  prepare,
  async load(file) {
    const container = new HNTrieContainer();
    if (!(await container.enableWASM(() => compiled, ""))) throw new Error("WebAssembly is not to be had");
    return open(container, file);
  },
};
