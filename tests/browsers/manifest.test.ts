// What the built extension asks of the reader: an entry in the context menu, to keep the state of sync and be woken up
// for it, and only when sync is turned on the hosts that serve newer lists.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { originsOf } from "../../tools/feed/feed-build.ts";
import { drivers, onBoth } from "./on-both.ts";

const permissions = ["contextMenus", "storage", "alarms"];

describe.each(drivers)("the manifest for $name", ({ extension }) => {
  const manifest = JSON.parse(readFileSync(`${extension}/manifest.json`, "utf8")) as Record<string, unknown>;

  it("asks for an entry in the context menu and what sync needs, and later for the hosts of newer lists alone", () => {
    const asked = Object.entries(manifest).filter(([key]) => key.includes("permissions"));
    const hosts = originsOf(process.env).map((origin) => `${origin}/*`);
    expect(asked).toEqual([
      ["permissions", permissions],
      ["optional_host_permissions", hosts],
    ]);
    expect(JSON.stringify(manifest)).not.toMatch(/"(tabs|webNavigation|<all_urls>)"/);
  });

  it("opens no file and no line to pages", () => {
    expect(manifest).not.toHaveProperty("web_accessible_resources");
    expect(manifest).not.toHaveProperty("externally_connectable");
  });

  it("runs on pages of the web, in the top frame alone", () => {
    const { content_scripts: scripts } = manifest;
    expect(scripts).toEqual([{ matches: ["http://*/*", "https://*/*"], js: ["content.js"], run_at: "document_start" }]);
  });
});

onBoth(
  () => "",
  (here) => {
    it("the browser has granted it those alone", async () => {
      const granted = await here.browser.inBackground((scope) => scope.chrome.permissions.getAll());
      expect(granted.permissions?.toSorted()).toEqual(permissions.toSorted());
      for (const origin of originsOf(process.env)) expect(granted.origins).not.toContain(`${origin}/*`);
    });
  },
);
