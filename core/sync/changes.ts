// What an update changed, source by source: how much was added and removed, and the first of it by name.

import { compareNames, NameCursor } from "../names.ts";
import type { Pack } from "../pack.ts";
import { unpackingRules } from "../rules-pack.ts";
import type { Day } from "../verdict.ts";

/** Names are kept up to this many; the numbers are always right. */
const mostNamed = 1000;
const sliceNames = 4096;

export interface Changes {
  /** the source's id */
  readonly id: string;
  /** the days of the lists before and after */
  readonly from: Day;
  readonly to: Day;
  readonly added: Listed;
  readonly removed: Listed;
}

export interface Listed {
  readonly count: number;
  /** host names, or rules as GFWList writes them */
  readonly first: readonly string[];
}

/** What is told of names that an update added or removed. */
export function listedOf(names: readonly string[]): Listed {
  return { count: names.length, first: names.slice(0, mostNamed) };
}

/** Compares two packs of a source, in slices. A rule counts as removed when it ended, its history stays. */
export function* changesBetween(before: Pack, after: Pack): Generator<void, Changes> {
  const [added, removed] = [new Tally(), new Tally()];
  if (before.section("rules").length > 0) {
    const [old, fresh] = [yield* liveRules(before), yield* liveRules(after)];
    yield;
    for (const rule of fresh) if (!old.has(rule)) added.add(rule);
    for (const rule of old) if (!fresh.has(rule)) removed.add(rule);
  } else {
    const [a, b] = [namesOf(before), namesOf(after)];
    for (let steps = 1; a.label !== undefined || b.label !== undefined; steps++) {
      const order = compareNames(a, b);
      if (order < 0) removed.add(a);
      if (order > 0) added.add(b);
      if (order <= 0) a.next();
      if (order >= 0) b.next();
      if (steps % sliceNames === 0) yield;
    }
  }
  return { id: after.source.id, from: before.source.asOf, to: after.source.asOf, added, removed };
}

class Tally implements Listed {
  count = 0;
  readonly first: string[] = [];

  add(what: string | NameCursor): void {
    if (this.count++ < mostNamed) this.first.push(typeof what === "string" ? what : what.text());
  }
}

function namesOf(pack: Pack): NameCursor {
  return new NameCursor(pack.section("names"), `the pack ${pack.source.id}`);
}

function* liveRules(pack: Pack): Generator<void, Set<string>> {
  const rules = yield* unpackingRules(pack);
  return new Set(rules.filter(({ intervals }) => intervals.at(-1)?.[1] === null).map(({ rule }) => rule));
}
