// What only Firefox's own code can do: these functions are sent into its window with system access.

declare const WebExtensionPolicy: {
  getByID(id: string): { readonly extension: SystemExtension } | null;
};

interface SystemExtension {
  readonly tabManager: { get(tabId: number): { readonly nativeTab: object } };
  readonly apiManager: {
    readonly global: {
      browserActionFor(extension: SystemExtension): {
        readonly action: { getProperty(nativeTab: object, name: "icon"): unknown };
      };
    };
  };
  terminateBackground(options: { ignoreDevToolsAttached: boolean }): Promise<void>;
}

/** The icon of one tab, `{"16":"data:image/png..."}`. */
export function readIcon(id: string, tabId: number): string {
  const extension = WebExtensionPolicy.getByID(id)?.extension;
  if (!extension) throw new Error(`${id} is not installed.`);
  const { action } = extension.apiManager.global.browserActionFor(extension);
  return JSON.stringify(action.getProperty(extension.tabManager.get(tabId).nativeTab, "icon"));
}

/** Ends the event page as Firefox does after half a minute without events. */
export async function endEventPage(id: string): Promise<void> {
  const extension = WebExtensionPolicy.getByID(id)?.extension;
  if (!extension) throw new Error(`${id} is not installed.`);
  await extension.terminateBackground({ ignoreDevToolsAttached: true });
}
