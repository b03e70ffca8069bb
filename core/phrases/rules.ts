// The rules of an opened pack: which terms, where seen, and which rules to look at when a term was found.

import { DamagedBytes } from "../bytes.ts";
import { isoDay } from "../days.ts";
import { childrenOf, isTerm, type Trie } from "./phrases.ts";
import { effects, origins, platforms, type Sighting } from "./rule-facts.ts";
import type { Columns } from "./table.ts";

/** Rules and writings (a term as rules write it) go by number, terms by their node. */
export interface Rules {
  readonly count: number;
  /** the rules of which a term is the rarest: from and to */
  anchoredAt(term: number): readonly [from: number, to: number];
  /** a rule's terms as it writes them */
  writingsOf(rule: number): number[];
  termOf(writing: number): number;
  textOf(writing: number): string;
  sightingsOf(rule: number): Sighting[];
}

export function layOutRules(columns: Columns, trie: Trie, fail: (reason: string) => never): Rules {
  const terms = columns.writings.length;
  const anchors = startsOf(columns.anchored);
  const refs = startsOf(columns.shapes.map((shape) => shape & 15));
  const sightings = startsOf(columns.seen);
  const count = columns.shapes.length;
  if (columns.anchored.length !== terms || columns.refsLow.length !== columns.refsHigh.length) {
    fail("columns differ in length");
  }
  if (anchors[terms] !== count || columns.seen.length !== count) fail("its rules are not whole");
  if (refs[count] !== columns.refsLow.length || sightings[count] !== columns.sightings.length) {
    fail("its rules are not whole");
  }
  const all = columns.writings.reduce((sum, writings) => sum + writings, 0);
  const texts = new Uint32Array(all + 1);
  const termOf = new Uint32Array(all);
  const ranks = new Uint32Array(trie.labels.length);
  let [writing, rank, depth, level, at] = [0, 0, 0, 1, 0];
  for (let node = 0; node < trie.labels.length; node++) {
    if (node === level) {
      depth++;
      level = childrenOf(trie, node);
    }
    if (!isTerm(trie, node)) continue;
    for (let more = columns.writings[rank] ?? 0; more > 0; more--) {
      termOf[writing++] = node;
      texts[writing] = at += depth;
    }
    ranks[node] = rank++;
  }
  if (rank !== terms || at !== columns.text.length) fail("its terms are not whole");
  return {
    count,
    anchoredAt(term) {
      const place = ranks[term] ?? 0;
      return [anchors[place] ?? 0, anchors[place + 1] ?? 0];
    },
    writingsOf(rule) {
      const from = refs[rule] ?? 0;
      return Array.from({ length: (refs[rule + 1] ?? 0) - from }, (_, i) => {
        const writing = (columns.refsLow[from + i] ?? 0) + 0x10000 * (columns.refsHigh[from + i] ?? 0);
        return writing < all ? writing : fail("a rule names a term that is not there");
      });
    },
    termOf: (writing) => termOf[writing] ?? 0,
    textOf: (writing) => String.fromCharCode(...columns.text.subarray(texts[writing], texts[writing + 1])),
    sightingsOf(rule) {
      const codes = columns.sightings.subarray(sightings[rule], sightings[rule + 1]);
      return Array.from(codes, (code) => sightingOf(code, columns.days));
    },
  };
}

/** Where each of so many begins, and where the last one ends. */
function startsOf(counts: Uint8Array | Uint16Array): Uint32Array {
  const starts = new Uint32Array(counts.length + 1);
  for (let i = 0, sum = 0; i < counts.length; i++) starts[i + 1] = sum += counts[i] ?? 0;
  return starts;
}

function sightingOf(code: number, days: Uint16Array): Sighting {
  const [platform, effect] = [platforms[code & 7], effects[(code >>> 3) & 1]];
  const [origin, day] = [origins[(code >>> 4) & 3], days[code >>> 6]];
  if (platform === undefined || effect === undefined || origin === undefined || day === undefined) {
    throw new DamagedBytes("the pack of rules", 0, `no sighting has the code ${code}`);
  }
  return { platform, effect, found: day === 0 ? null : isoDay(day), origin };
}
