// Finds the few rules that an address could fit among those that hang on no host: keywords, wildcards, expressions.
//
// Each such rule contains some literal; four characters in a row of it, the rarest, choose one of 16,384 slots.
// Only rules whose four stand in an address are tried on it. `starts[slot]..starts[slot + 1]` are places in `runs`
// (the four characters) and `ids`; behind the last slot stand the rules without four literal characters, tried on
// every address.

import type { Rule } from "./rule.ts";

export const slotCount = 16_384;

const sliceRules = 256;

export interface RuleIndex {
  /** `slotCount + 2` places */
  readonly starts: Uint32Array;
  readonly runs: Uint32Array;
  readonly ids: Uint32Array;
}

/** In slices. `rules`: the rules to be found, with their numbers. */
export function* buildRuleIndex(
  rules: readonly { readonly id: number; readonly rule: Rule }[],
): Generator<void, RuleIndex> {
  const runsOf: (readonly number[])[] = [];
  const uses = new Map<number, number>();
  for (const [i, { rule }] of rules.entries()) {
    const runs = [...new Set(literalsOf(rule).flatMap(runsIn))];
    for (const run of runs) uses.set(run, (uses.get(run) ?? 0) + 1);
    runsOf.push(runs);
    if (i % sliceRules === 0) yield;
  }
  const usesOf = (run: number): number => uses.get(run) ?? 0;
  const chosen: (number | undefined)[] = [];
  for (const [i, runs] of runsOf.entries()) {
    chosen.push(runs.toSorted((a, b) => usesOf(a) - usesOf(b) || a - b)[0]);
    if (i % sliceRules === 0) yield;
  }
  const slots = chosen.map((run) => (run === undefined ? slotCount : slotOf(run)));
  const starts = new Uint32Array(slotCount + 2);
  for (const slot of slots) starts[slot + 1] = (starts[slot + 1] ?? 0) + 1;
  for (let i = 1; i < starts.length; i++) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0);
  const next = starts.slice();
  const ids = new Uint32Array(rules.length);
  const runs = new Uint32Array(rules.length);
  rules.forEach(({ id }, i) => {
    const slot = slots[i] ?? slotCount;
    const place = next[slot] ?? 0;
    ids[place] = id;
    runs[place] = chosen[i] ?? 0;
    next[slot] = place + 1;
  });
  return { starts, runs, ids };
}

/** Calls `visit` with every rule that the text could fit, and with some that it does not; one may come twice. */
export function visitCandidates(index: RuleIndex, text: string, visit: (id: number) => void): void {
  const { starts, runs, ids } = index;
  for (let place = starts[slotCount] ?? 0; place < (starts[slotCount + 1] ?? 0); place++) visit(ids[place] ?? 0);
  let run = 0;
  for (let i = 0; i < text.length; i++) {
    run = (run << 8) | (text.charCodeAt(i) & 255);
    if (i < 3) continue;
    const slot = slotOf(run);
    const end = starts[slot + 1] ?? 0;
    for (let place = starts[slot] ?? 0; place < end; place++) {
      if (runs[place] === run >>> 0) visit(ids[place] ?? 0);
    }
  }
}

function slotOf(run: number): number {
  return Math.imul(run, 0x9e3779b1) >>> 18;
}

/** Texts that stand in every address which fits the rule. */
function literalsOf({ form }: Rule): readonly string[] {
  if (form.kind === "expression") return [form.program.literal];
  return form.kind === "glob" ? form.glob.pieces.flatMap((piece) => piece.split("^")) : [];
}

function runsIn(literal: string): number[] {
  const runs: number[] = [];
  for (let i = 0; i + 4 <= literal.length; i++) {
    let run = 0;
    for (let j = i; j < i + 4; j++) run = (run << 8) | (literal.charCodeAt(j) & 255);
    runs.push(run >>> 0);
  }
  return runs;
}
