// axe on what was rendered: structure and names; colour contrast needs a real browser.

import axe from "axe-core";
import { expect } from "vitest";

export async function expectAccessible(root: Element): Promise<void> {
  const { violations } = await axe.run(root, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}
