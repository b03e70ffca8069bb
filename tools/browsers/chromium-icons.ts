// The icon of a tab in Chromium, which has no call to read it: what the worker last gave is written down in the worker.
// Both functions are sent there; what they wrote ends with the worker.

interface Icons extends Map<number, string> {}

interface Details {
  readonly tabId?: number;
  readonly path?: unknown;
  readonly imageData?: ImageData | Readonly<Record<string, ImageData>>;
}

interface Scope {
  iconsGiven?: Icons;
  readonly chrome: { readonly action: { setIcon(details: Details, ...rest: unknown[]): unknown } };
}

export function watchIcons(): void {
  const scope = globalThis as unknown as Scope;
  if (scope.iconsGiven) return;
  const given: Icons = new Map();
  scope.iconsGiven = given;
  const { action } = scope.chrome;
  const setIcon = action.setIcon.bind(action);
  action.setIcon = (details, ...rest) => {
    const { tabId = -1, imageData, path } = details;
    const isOne = imageData instanceof ImageData;
    const drawings = isOne ? [imageData] : Object.values(imageData ?? {});
    given.set(tabId, JSON.stringify(path ?? drawings.map(({ data }) => Array.from(data))));
    return setIcon(details, ...rest);
  };
}

export function readIcon(tabId: number): string {
  return (globalThis as unknown as Scope).iconsGiven?.get(tabId) ?? "not seen";
}
