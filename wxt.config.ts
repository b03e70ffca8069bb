// What WXT builds: a Manifest V3 extension for Chrome, Edge and Firefox with an entry in the context menu. Where newer
// lists can be fetched it may also keep their state and be woken up, and may ask the reader for their hosts.

import { defineConfig } from "wxt";
import { originsOf } from "./tools/feed/feed-build.ts";
import { phrasesSource, sourcesLeftOut } from "./tools/pack-facts.ts";

const newerOrigins = originsOf(process.env);

const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  ["connect-src 'self'", ...newerOrigins].join(" "),
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** WXT's development server puts styles inline and talks over a web socket. */
const developmentPolicy =
  "script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self' http://localhost:* ws://localhost:*; object-src 'none'";

const permissions = [
  ...(sourcesLeftOut(process.env).includes(phrasesSource) ? [] : ["contextMenus"]),
  ...(newerOrigins.length === 0 ? [] : ["storage", "alarms"]),
];

/** Words that pages load after the verdict. */
const lateWords = /\/words\/(context|suppressed)\/(?:en|zh-)/;

/** The first Firefox with the Navigation API, which tells a page's changes of address. */
const firefoxMin = "147.0";

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  // Pictures that commands leave behind are no sources.
  zip: { excludeSources: ["gallery/**", "screenshots/**"] },
  vite: () => ({
    define: { __ISSUES__: JSON.stringify(process.env["WALLSIGHT_ISSUES"] ?? null) },
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    // A page names all its scripts at once; what it loads later it asks for itself.
    build: {
      modulePreload: {
        polyfill: false,
        resolveDependencies: (_, files, { hostType }) => (hostType === "html" ? files : []),
      },
    },
  }),
  hooks: {
    "entrypoints:found": (_, found) => {
      // Built without WXT's frame for content scripts: see entrypoints/content/index.ts.
      const content = found.find(({ name }) => name === "content");
      if (content !== undefined) content.type = "unlisted-script";
    },
    "vite:build:extendConfig": (entrypoints, { build }) => {
      // Without any frame: see entrypoints/content/index.ts.
      if (build?.lib && entrypoints.some(({ name }) => name === "content")) {
        build.lib.entry = "entrypoints/content/run.ts";
      }
      // Chunks bear the name of their file; words that are loaded late are told apart, so that sizes can be.
      const output = build?.rollupOptions?.output;
      if (output === undefined || Array.isArray(output)) return;
      output.chunkFileNames = ({ name, moduleIds }) => {
        const [late] = /^(en|zh-)/.test(name) ? moduleIds.flatMap((id) => lateWords.exec(id)?.[1] ?? []) : [];
        return `chunks/${late === undefined ? "" : `${late}-`}${name}-[hash].js`;
      };
    },
  },
  manifest: ({ browser, command }) => ({
    name: "__MSG_name__",
    description: "__MSG_description__",
    default_locale: "en",
    action: {
      default_icon: { 16: "icon/16.png", 32: "icon/32.png" },
      default_title: "Wallsight",
    },
    content_scripts: [{ matches: ["http://*/*", "https://*/*"], js: ["content.js"], run_at: "document_start" }],
    content_security_policy: {
      extension_pages: command === "serve" ? developmentPolicy : pagePolicy,
    },
    incognito: "spanning",
    ...(permissions.length === 0 ? {} : { permissions }),
    ...(newerOrigins.length === 0 ? {} : { optional_host_permissions: newerOrigins.map((origin) => `${origin}/*`) }),
    ...(browser === "firefox"
      ? {
          browser_specific_settings: {
            gecko: {
              id: "wallsight@wallsight.example",
              strict_min_version: firefoxMin,
              data_collection_permissions: { required: ["none"] },
            },
            gecko_android: { strict_min_version: firefoxMin },
          },
        }
      : { minimum_chrome_version: "137" }),
  }),
});
