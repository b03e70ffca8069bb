// Names that no list holds, made from real ones: many more than there are, with the same endings and lengths.

import { seeded } from "./random.ts";

const letters = "abcdefghijklmnopqrstuvwxyz0123456789";

/** `count` different names: all the real ones, then each again and again with some letters of its first label changed. */
export function moreNames(names: readonly string[], count: number): string[] {
  const random = seeded(4);
  const all = new Set(names);
  const models = names.filter((name) => !/^[\d.]+$|:/.test(name) && name.includes("."));
  while (all.size < count) {
    const name = random.of(models);
    const dot = name.indexOf(".");
    let changed = name;
    for (let changes = 2 + random.below(3); changes > 0; changes--) {
      const at = random.below(dot);
      changed = `${changed.slice(0, at)}${letters[random.below(letters.length)]}${changed.slice(at + 1)}`;
    }
    all.add(changed);
  }
  return [...all];
}
