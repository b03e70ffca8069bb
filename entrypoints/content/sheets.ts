// Sheets with rules for highlights, and what the script before this one left of them: when the extension is updated,
// Firefox ends the older script without a word and starts the newer one on pages that stand open.

import { documentOf, type Root, sheetsOf, unadopt, type View, viewOf } from "./dom.ts";

const own = new WeakSet<CSSStyleSheet>();

/** Both kinds of our rules, as the browser writes them; nobody else's sheets begin so. */
const ours = /^:root::highlight\((w\w+)\).*?@supports \(-moz-/;

export function makeSheet(view: View, rules: string): CSSStyleSheet {
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(rules);
  own.add(sheet);
  return sheet;
}

export function clearLeftovers(root: Root): void {
  for (const sheet of sheetsOf(root)) {
    const text = Array.from(sheet.cssRules, ({ cssText }) => cssText).join("");
    if (own.has(sheet) || !ours.test(text)) continue;
    unadopt(root, sheet);
    for (const [, name = ""] of text.matchAll(/highlight\((\w+)/g))
      viewOf(documentOf(root))?.CSS.highlights.delete(name);
  }
}
