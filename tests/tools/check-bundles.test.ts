// What a build must not contain is found when it is planted.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkBundles, problemsOf } from "../../tools/check-bundles.ts";
import { repository } from "./command.ts";

const manifest = { manifest_version: 3, permissions: [] as string[], content_scripts: [{ js: ["content.js"] }] };

/** The problems of a small build in which some files were changed. */
function problems(changes: Readonly<Record<string, string>>, origins: readonly string[] = []): string[] {
  const files = new Map(
    Object.entries({
      "content.js": "(()=>{chrome.runtime.sendMessage({here:location.href})})();",
      "background.js": 'fetch(chrome.runtime.getURL("packs/gfwlist.pack"));',
      "manifest.json": JSON.stringify(manifest),
      ...changes,
    }),
  );
  return problemsOf("chrome-mv3", (file) => files.get(file) ?? "", origins);
}

test("a small build without any of it has no problems", () => {
  expect(problems({})).toEqual([]);
});

describe("in a content script is reported", () => {
  test.each([
    ["fetch", 'fetch("https://a.org/")'],
    ["fetch", 'globalThis["fetch"]("https://a.org/")'],
    ["XMLHttpRequest", "new XMLHttpRequest"],
    ["WebSocket", 'new WebSocket("wss://a.org/")'],
    ["EventSource", 'new EventSource("https://a.org/")'],
    ["sendBeacon", 'navigator.sendBeacon("https://a.org/","x")'],
    ["RTCPeerConnection", "new RTCPeerConnection"],
    ["WebTransport", 'new WebTransport("https://a.org/")'],
    ["importScripts", 'importScripts("https://a.org/x.js")'],
    ["new Image", 'new Image().src="https://a.org/"'],
    ["new Audio", 'new Audio("https://a.org/")'],
    ["new FontFace", 'new FontFace("a","b")'],
    ["createElementNS", 'document.createElementNS("http://www.w3.org/2000/svg","image")'],
    ["innerHTML", 'document.body.innerHTML="<img>"'],
    ["insertAdjacentHTML", 'document.body.insertAdjacentHTML("beforeend","<img>")'],
    ["write", 'document.write("<img>")'],
    ["DOMParser", "new DOMParser"],
    ["cloneNode", "image.cloneNode()"],
    ["url(", 'element.style.background="url(https://a.org/)"'],
    [".src=", 'frame.src="https://a.org/"'],
  ])("%s", (api, code) => {
    expect(problems({ "content.js": `(()=>{${code}})();` })).toEqual([
      `chrome-mv3/content.js: holds ${api}; a content script must not reach the network`,
    ]);
  });
});

describe("of elements in a content script", () => {
  const plain = "Document.prototype.createElement.call(document,e===`div`?`div`:`button`)";

  test("a plain div and a button are let pass", () => {
    expect(problems({ "content.js": `(()=>{${plain}})();` })).toEqual([]);
  });

  test.each([
    'document.createElement("img")',
    'Document.prototype.createElement.call(document,"div")',
    "document.createElement(name)",
    `${plain};document.createElement("iframe")`,
    plain.replace("`button`", "`script`"),
    "const{createElement:e}=Document.prototype;e.call(document,`img`)",
  ])("%s is reported", (code) => {
    expect(problems({ "content.js": `(()=>{${code}})();` })).toEqual([
      "chrome-mv3/content.js: holds createElement; a content script makes no element but div and button",
    ]);
  });
});

describe("code made from text is reported", () => {
  test.each(["content.js", "background.js"])("in %s", (file) => {
    for (const code of ["eval(", "new Function(", "new RegExp("]) {
      expect(problems({ [file]: `(()=>{${code}"x")})();` })).toEqual([
        `chrome-mv3/${file}: holds ${code}; code or expressions made from text`,
      ]);
    }
  });
});

describe("in the manifest is reported", () => {
  test.each([
    ["permissions", ["storage"]],
    ["host_permissions", ["<all_urls>"]],
    ["optional_permissions", ["tabs"]],
    ["optional_host_permissions", ["https://a.org/*"]],
    ["externally_connectable", { matches: ["https://a.org/*"] }],
    ["web_accessible_resources", [{ resources: ["packs/*"], matches: ["<all_urls>"] }]],
  ])("%s", (key, value) => {
    expect(problems({ "manifest.json": JSON.stringify({ ...manifest, [key]: value }) })).toEqual([
      `chrome-mv3/manifest.json: asks for ${key}`,
    ]);
  });

  test("any permission but the entry in the context menu", () => {
    const asking = (permissions: string[]) =>
      problems({ "manifest.json": JSON.stringify({ ...manifest, permissions }) });
    expect(asking(["contextMenus"])).toEqual([]);
    expect(asking(["contextMenus", "tabs"])).toEqual(["chrome-mv3/manifest.json: asks for permissions"]);
  });

  test("an older version", () => {
    expect(problems({ "manifest.json": JSON.stringify({ ...manifest, manifest_version: 2 }) })).toEqual([
      "chrome-mv3/manifest.json: is not Manifest V3",
    ]);
  });
});

describe("of a build that fetches newer lists", () => {
  const origins = ["https://a.org", "https://b.org"];
  const asking = {
    ...manifest,
    permissions: ["contextMenus", "storage", "alarms"],
    optional_host_permissions: ["https://a.org/*", "https://b.org/*"],
    content_security_policy: { extension_pages: "connect-src 'self' https://a.org https://b.org; img-src 'self'" },
  };
  const found = (changes: object, told = origins): string[] =>
    problems({ "manifest.json": JSON.stringify({ ...asking, ...changes }) }, told);

  test("their hosts, its state and its alarm are let pass", () => {
    expect(found({})).toEqual([]);
    expect(found({ permissions: ["storage", "alarms"] })).toEqual([]);
  });

  test("none of it is let pass in one that fetches none", () => {
    expect(found({}, [])).toEqual([
      "chrome-mv3/manifest.json: asks for optional_host_permissions",
      "chrome-mv3/manifest.json: asks for permissions",
      "chrome-mv3/manifest.json: lets its pages connect to 'self' https://a.org https://b.org",
    ]);
  });

  test.each<[object, string]>([
    [{ optional_host_permissions: ["https://*/*"] }, "asks for optional_host_permissions"],
    [{ host_permissions: ["https://a.org/*"] }, "asks for host_permissions"],
    [{ permissions: ["contextMenus", "storage", "alarms", "tabs"] }, "asks for permissions"],
    [{ permissions: ["contextMenus"] }, "asks for permissions"],
    [{ content_security_policy: { extension_pages: "connect-src *" } }, "lets its pages connect to *"],
  ])("%j is reported", (changes, problem) => {
    expect(found(changes)).toEqual([`chrome-mv3/manifest.json: ${problem}`]);
  });
});

const output = join(repository, ".output");
const isBuilt = ["chrome-mv3", "firefox-mv3"].every((build) => existsSync(join(output, build, "manifest.json")));

test.skipIf(!isBuilt)("what was built last has none of these problems", () => {
  expect(checkBundles(output)).toBe("");
});
