// Reads closed shadow roots through Chromium's DevTools.

import type { Page } from "playwright-core";
import type { HiddenElement } from "./browser.ts";

interface Node {
  readonly localName: string;
  readonly nodeType: number;
  readonly nodeValue: string;
  readonly attributes?: string[];
  readonly children?: Node[];
  readonly shadowRoots?: Node[];
  readonly contentDocument?: Node;
  readonly shadowRootType?: string;
}

export async function readHidden(page: Page): Promise<readonly HiddenElement[]> {
  const devtools = await page.context().newCDPSession(page);
  const { root } = await devtools.send("DOM.getDocument", { depth: -1, pierce: true });
  await devtools.detach();
  return elementsIn(root, false);
}

function elementsIn(node: Node, isHidden: boolean): readonly HiddenElement[] {
  const { children = [], shadowRoots = [], attributes = [], contentDocument } = node;
  const own = isHidden && node.nodeType === 1 ? [asHidden(node, attributes)] : [];
  return [
    ...own,
    ...shadowRoots.flatMap((root) => elementsIn(root, isHidden || root.shadowRootType === "closed")),
    ...children.flatMap((child) => elementsIn(child, isHidden)),
    ...(contentDocument ? elementsIn(contentDocument, isHidden) : []),
  ];
}

function asHidden({ localName, children = [] }: Node, attributes: readonly string[]): HiddenElement {
  const texts = children.filter(({ nodeType }) => nodeType === 3).map(({ nodeValue }) => nodeValue);
  const pairs = attributes.flatMap((name, i) => (i % 2 === 0 ? [[name, attributes[i + 1] ?? ""] as const] : []));
  return { name: localName, attributes: Object.fromEntries(pairs), text: texts.join("") };
}
