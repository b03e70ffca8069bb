// The first page opens when the extension is installed, and never else.

import { beforeEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { welcomeOnInstall } from "@/services/first-run.ts";

const create = vi.fn(() => Promise.resolve({}));

beforeEach(() => {
  create.mockClear();
  Object.assign(fakeBrowser.tabs, { create });
  welcomeOnInstall();
});

test("after an installation", async () => {
  await fakeBrowser.runtime.onInstalled.trigger({ reason: "install" });
  expect(create).toHaveBeenCalledExactlyOnceWith({ url: fakeBrowser.runtime.getURL("/welcome.html") });
});

test.each(["update", "browser_update", "chrome_update", "shared_module_update"])("not after %s", async (reason) => {
  await fakeBrowser.runtime.onInstalled.trigger({ reason } as never);
  expect(create).not.toHaveBeenCalled();
});

test("a browser that opens no tab is told of and no more", async () => {
  const error = vi.spyOn(console, "error").mockImplementation(() => undefined);
  create.mockRejectedValueOnce(new Error("no windows"));
  await fakeBrowser.runtime.onInstalled.trigger({ reason: "install" });
  await vi.waitFor(() => expect(error).toHaveBeenCalled());
});
