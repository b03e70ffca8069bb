// What the built extension asks of the reader: an entry in the context menu, and nothing else.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { drivers, onBoth } from "./on-both.ts";

describe.each(drivers)("the manifest for $name", ({ extension }) => {
  const manifest = JSON.parse(readFileSync(`${extension}/manifest.json`, "utf8")) as Record<string, unknown>;

  it("asks for an entry in the context menu, and nothing more, now or later", () => {
    const asked = Object.entries(manifest).filter(([key]) => key.includes("permissions"));
    expect(asked).toEqual([["permissions", ["contextMenus"]]]);
    expect(JSON.stringify(manifest)).not.toMatch(/"(tabs|webNavigation|storage|<all_urls>)"/);
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
    it("the browser has granted it that one alone", async () => {
      const { permissions } = await here.browser.inBackground((scope) => scope.chrome.permissions.getAll());
      expect(permissions).toEqual(["contextMenus"]);
    });
  },
);
