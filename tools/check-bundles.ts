// What the built extension must not contain: network or other elements than two plain ones in content scripts, permissions, code made from text.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { originsOf } from "./feed/feed-build.ts";

/**
 * APIs by which a content script could send something past the extension's own content policy: requests, elements made
 * by name or from text, and what loads when it is set.
 */
const networkApis =
  /\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection|WebTransport|importScripts|new Image|new Audio|new FontFace|createElementNS|innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|write|writeln|createContextualFragment|DOMParser|cloneNode|importNode|serviceWorker|prefetch|requestSubmit)\b|(?<=[;{])\s*@import|\burl\(|\.src\s*=(?!=)/;
/** The one place that makes elements; what stands in it is compared letter by letter but for the names that a build gives. */
const elementMaker = /\bcreateElement\b(?!\.call\(document,\w+===[`"']div[`"']\?[`"']div[`"']:[`"']button[`"']\))/;
/** Ways to make code out of text, which neither store allows. */
const codeFromText = /\beval\(|\bnew Function\(|\bnew RegExp\(/;

/** Keys of a manifest by which an extension asks for more, or lets others in. */
const keysToAsk = [
  "host_permissions",
  "optional_permissions",
  "optional_host_permissions",
  "web_accessible_resources",
  "externally_connectable",
];

/** The entry in the context menu; a build without suppressed words does not ask for it. */
const permissionsToAsk = ["contextMenus"];

/** What fetching newer lists needs: to keep its state, and to be woken up. */
const permissionsOfSync = ["storage", "alarms"];

/** The problems found in both builds, a line each. Hosts of newer lists are those that the environment gives, as in the build. */
export function checkBundles(output: string): string {
  const origins = originsOf(process.env);
  return ["chrome-mv3", "firefox-mv3"]
    .flatMap((build) => problemsOf(build, (file) => readFileSync(join(output, build, file), "utf8"), origins))
    .join("\n");
}

/** `read` gives a file of the build as text; `origins` are those that newer lists come from in this build. */
export function problemsOf(build: string, read: (file: string) => string, origins: readonly string[] = []): string[] {
  const problems: string[] = [];
  const content = read("content.js");
  const network = networkApis.exec(content);
  if (network) problems.push(`${build}/content.js: holds ${network[0]}; a content script must not reach the network`);
  if (elementMaker.test(content)) {
    problems.push(`${build}/content.js: holds createElement; a content script makes no element but div and button`);
  }
  for (const file of ["content.js", "background.js"]) {
    const code = codeFromText.exec(read(file));
    if (code) problems.push(`${build}/${file}: holds ${code[0]}; code or expressions made from text`);
  }
  const manifest = new Map<string, unknown>(Object.entries(JSON.parse(read("manifest.json")) as object));
  for (const key of keysToAsk) {
    const value = JSON.stringify(manifest.get(key) ?? []);
    const hosts = key === "optional_host_permissions" ? origins.map((origin) => `${origin}/*`) : [];
    if (value !== "[]" && value !== JSON.stringify(hosts)) problems.push(`${build}/manifest.json: asks for ${key}`);
  }
  const permissions = JSON.stringify(manifest.get("permissions") ?? []);
  const needed = origins.length === 0 ? [] : permissionsOfSync;
  if (![needed, [...permissionsToAsk, ...needed]].some((may) => permissions === JSON.stringify(may))) {
    problems.push(`${build}/manifest.json: asks for permissions`);
  }
  const connect = /connect-src ([^;"]*)/.exec(JSON.stringify(manifest.get("content_security_policy") ?? ""))?.[1];
  if (connect !== undefined && connect !== ["'self'", ...origins].join(" ")) {
    problems.push(`${build}/manifest.json: lets its pages connect to ${connect}`);
  }
  if (manifest.get("manifest_version") !== 3) problems.push(`${build}/manifest.json: is not Manifest V3`);
  return problems;
}
