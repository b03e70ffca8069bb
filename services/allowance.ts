// How much each tab may ask: a page that floods the background must not keep others waiting.

/** Questions that a tab may ask at once, and how many it gets back in a second. */
const most = 60;
const perSecond = 20;
/** Tabs are not told of when they close; the one that asked longest ago is forgotten. */
const mostTabs = 1000;

export interface Allowance {
  /** Takes a question's cost from the tab's allowance; false if there is not enough left. */
  readonly take: (tabId: number, cost: number) => boolean;
}

export function openAllowance(now: () => number = () => performance.now()): Allowance {
  const tabs = new Map<number, { left: number; at: number }>();
  return {
    take(tabId, cost) {
      const at = now();
      const before = tabs.get(tabId) ?? { left: most, at };
      const left = Math.min(most, before.left + ((at - before.at) / 1000) * perSecond);
      const isEnough = left >= cost;
      tabs.delete(tabId);
      tabs.set(tabId, { left: isEnough ? left - cost : left, at });
      const [oldest] = tabs.keys();
      if (tabs.size > mostTabs && oldest !== undefined) tabs.delete(oldest);
      return isEnough;
    },
  };
}
