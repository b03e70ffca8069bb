// Pointer, keys and closed shadow roots of a tab in Firefox, over WebDriver BiDi.

import type { Bidi } from "./bidi.ts";
import type { HiddenElement, Tab } from "./browser.ts";

/** As WebDriver writes keys: https://www.w3.org/TR/webdriver2/#keyboard-actions */
const keys: Readonly<Record<string, string>> = { Tab: "\uE004", Escape: "\uE00C", Enter: "\uE007", Shift: "\uE008" };

interface Remote {
  readonly value?: {
    readonly nodeType: number;
    readonly localName?: string;
    readonly nodeValue?: string;
    readonly attributes?: Readonly<Record<string, string>>;
    readonly children?: readonly Remote[];
    readonly shadowRoot?: (Remote & { readonly value?: { readonly mode?: string } }) | null;
  };
}

export function inputOf(bidi: Bidi, context: string): Pick<Tab, "point" | "click" | "press" | "hidden"> {
  const perform = (source: object): Promise<void> => bidi.send("input.performActions", { context, actions: [source] });
  const pointer = (...actions: object[]): Promise<void> => perform({ type: "pointer", id: "mouse", actions });
  return {
    point: (x, y) => pointer({ type: "pointerMove", x: Math.round(x), y: Math.round(y), duration: 20 }),
    click: () => pointer({ type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }),
    async press(key) {
      const pressed = key.split("+").map((name) => keys[name] ?? name);
      const down = pressed.map((value) => ({ type: "keyDown", value }));
      const up = pressed.toReversed().map((value) => ({ type: "keyUp", value }));
      await perform({ type: "key", id: "keyboard", actions: [...down, ...up] });
    },
    async hidden() {
      const { result } = await bidi.send<{ result: Remote }>("script.callFunction", {
        functionDeclaration: "() => document.documentElement",
        target: { context },
        awaitPromise: false,
        serializationOptions: { maxDomDepth: 100, includeShadowTree: "all" },
      });
      return elementsIn(result, false);
    },
  };
}

function elementsIn({ value }: Remote, isHidden: boolean): readonly HiddenElement[] {
  if (!value) return [];
  const { nodeType, localName = "", attributes = {}, children = [], shadowRoot } = value;
  const texts = children.map((child) => (child.value?.nodeType === 3 ? (child.value.nodeValue ?? "") : ""));
  const own = isHidden && nodeType === 1 ? [{ name: localName, attributes, text: texts.join("") }] : [];
  return [
    ...own,
    ...(shadowRoot ? elementsIn(shadowRoot, isHidden || shadowRoot.value?.mode === "closed") : []),
    ...children.flatMap((child) => elementsIn(child, isHidden)),
  ];
}
