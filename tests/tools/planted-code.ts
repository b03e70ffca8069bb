// Code that would break the walls between the floors, and code that keeps them: see floors.test.ts.

/** What it is, where it is planted, the code, and what must be said of it. */
type Planted = readonly [what: string, path: string, code: string, says: string];

/** What the core's own compiler settings must refuse. */
export const againstTypes: readonly Planted[] = [
  ["the document", "core/a-document.ts", "export const title = document.title;", "Cannot find name 'document'"],
  ["the window", "core/a-window.ts", "export const width = window.innerWidth;", "Cannot find name 'window'"],
  ["the network", "core/a-fetch.ts", 'export const answer = fetch("https://a.org/");', "Cannot find name 'fetch'"],
  [
    "the network by another way",
    "core/a-global.ts",
    "export const answer = globalThis.fetch;",
    "has no index signature",
  ],
  ["the extension API", "core/a-chrome.ts", "export const tabs = chrome.tabs;", "Cannot find name 'chrome'"],
  ["the other extension API", "core/a-browser.ts", "export const tabs = browser.tabs;", "Cannot find name 'browser'"],
  ["Node", "core/a-process.ts", "export const home = process.env;", "Cannot find name 'process'"],
  ["Node's modules", "core/a-node.ts", 'export { readFileSync } from "node:fs";', "Cannot find name 'node:fs'"],
  ["a timer", "core/a-timer.ts", "setTimeout(() => undefined, 1);\nexport {};", "Cannot find name 'setTimeout'"],
  [
    "a random number of the platform",
    "core/a-crypto.ts",
    "export const id = crypto.randomUUID();",
    "Cannot find name 'crypto'",
  ],
  [
    "the clock of the page",
    "core/a-performance.ts",
    "export const now = performance.now();",
    "Cannot find name 'performance'",
  ],
  ["an answer of the console", "core/a-console.ts", 'console.error("x");\nexport {};', "Cannot find name 'console'"],
  [
    "services, by their place",
    "core/a-service.ts",
    'export { other } from "../services/other.ts";',
    "is not under 'rootDir'",
  ],
  [
    "services, by their name",
    "core/a-named-service.ts",
    'export { other } from "@/services/other.ts";',
    "Cannot find module '@/services/other.ts'",
  ],
  [
    "services, when it runs",
    "core/a-late-service.ts",
    'export const late = (): unknown => import("../services/late.ts");',
    "is not under 'rootDir'",
  ],
  [
    "an index that may not be there",
    "core/a-index.ts",
    "export const first = (all: string[]): string => all[0];",
    "is not assignable to type 'string'",
  ],
];

/** What oxlint must refuse. */
export const againstLint: readonly Planted[] = [
  ["the core: the clock", "core/b-now.ts", "export const now = Date.now();", "Days come into the core as arguments."],
  [
    "the core: chance",
    "core/b-random.ts",
    "export const chance = Math.random();",
    "The core gives the same answer every time.",
  ],
  [
    "the core: a package",
    "core/b-package.ts",
    'import { getDomain } from "tldts";\nexport const domain = getDomain("a.org");',
    "The core is pure",
  ],
  [
    "the core: services",
    "core/b-service.ts",
    'import { other } from "../services/other.ts";\nexport const thing = other;',
    "The core is pure",
  ],
  [
    "the core's words: services",
    "core/words/b-service.ts",
    'import { other } from "../../services/other.ts";\nexport const thing = other;',
    "The core is pure",
  ],
  [
    "services: Preact",
    "services/b-preact.ts",
    'import { h } from "preact";\nexport const element = h("p", null);',
    "Services import the core and one another.",
  ],
  [
    "services: a component",
    "services/b-component.ts",
    'import { Clean } from "@/components/clean.tsx";\nexport const other = Clean;',
    "Services import the core and one another.",
  ],
  [
    "services: a screen",
    "services/b-entrypoint.ts",
    'import { thing } from "@/entrypoints/clean.ts";\nexport const other = thing;',
    "Services import the core and one another.",
  ],
  [
    "services: tools",
    "services/b-tool.ts",
    'import { thing } from "@/tools/clean.ts";\nexport const other = thing;',
    "Services import the core and one another.",
  ],
  [
    "services: the facts",
    "services/b-facts.ts",
    'import source from "@/data/gfwlist/source.json";\nexport const other = source;',
    "Services import the core and one another.",
  ],
  [
    "services: Node",
    "services/b-node.ts",
    'import { readFileSync } from "node:fs";\nexport const read = readFileSync;',
    "Services import the core and one another.",
  ],
  [
    "services: WXT",
    "services/b-wxt.ts",
    'import { browser } from "wxt/browser";\nexport const other = browser;',
    "Services import the core and one another.",
  ],
  [
    "services: the polyfill beside its door",
    "services/b-polyfill.ts",
    'import browser from "webextension-polyfill";\nexport const other = browser;',
    "Go through the door",
  ],
  [
    "services: the database beside its door",
    "services/b-idb.ts",
    'import { openDB } from "idb";\nexport const open = openDB;',
    "Go through the door",
  ],
  [
    "services: a door to something else",
    "services/database.ts",
    'import { thing } from "../entrypoints/clean.ts";\nexport const other = thing;',
    "A door opens to one thing.",
  ],
  [
    "components: services",
    "components/b-service.tsx",
    'import { thing } from "@/services/clean.ts";\nexport const other = thing;',
    "Components get everything by props",
  ],
  [
    "components: services, by their place",
    "components/b-place.tsx",
    'import { thing } from "../services/clean.ts";\nexport const other = thing;',
    "Components get everything by props",
  ],
  [
    "components: the polyfill",
    "components/b-polyfill.tsx",
    'import browser from "webextension-polyfill";\nexport const other = browser;',
    "Components get everything by props",
  ],
  [
    "components: WXT",
    "components/b-wxt.tsx",
    'import { browser } from "wxt/browser";\nexport const other = browser;',
    "Components get everything by props",
  ],
  [
    "components: the database",
    "components/b-idb.tsx",
    'import { openDB } from "idb";\nexport const open = openDB;',
    "Components get everything by props",
  ],
  [
    "a content script: the polyfill",
    "entrypoints/content.ts",
    'import browser from "webextension-polyfill";\nexport const other = browser;',
    "the polyfill stays behind services/answering.ts",
  ],
  [
    "a screen: the polyfill",
    "entrypoints/popup/main.tsx",
    'import browser from "webextension-polyfill";\nexport const other = browser;',
    "the polyfill stays behind services/answering.ts",
  ],
  [
    "a screen: tools",
    "entrypoints/b-tool.ts",
    'import { thing } from "@/tools/clean.ts";\nexport const other = thing;',
    "Entry points join core, services and components",
  ],
  [
    "tools: services",
    "tools/b-service.ts",
    'import { thing } from "../services/clean.ts";\nexport const other = thing;',
    "Tools and modules stand on the core alone.",
  ],
  [
    "tools: components",
    "tools/b-component.ts",
    'import { Clean } from "../components/clean.tsx";\nexport const other = Clean;',
    "Tools and modules stand on the core alone.",
  ],
  [
    "modules: screens",
    "modules/b-entrypoint.ts",
    'import { thing } from "../entrypoints/clean.ts";\nexport const other = thing;',
    "Tools and modules stand on the core alone.",
  ],
  ["anywhere: code from text", "services/b-eval.ts", 'export const made: unknown = eval("1");', "eval"],
  ["anywhere: any", "services/b-any.ts", "export const thing: any = 1;", "no-explicit-any"],
  [
    "anywhere: a promise to do it later",
    "services/b-later.ts",
    "// T\u004fDO: later\nexport const thing = 1;",
    "Unexpected",
  ],
];

/** What each floor may do. */
export const clean: readonly (readonly [path: string, code: string])[] = [
  ["core/clean.ts", 'export const host = new URL("https://a.org/").hostname;\n'],
  [
    "core/clean-import.ts",
    'import { host } from "./clean.ts";\n\nexport const length = new TextEncoder().encode(host).length;\n',
  ],
  ["core/words/clean.ts", 'import { host } from "../clean.ts";\n\nexport const other = host;\n'],
  [
    "services/clean.ts",
    'import { host } from "@/core/clean.ts";\nimport { other } from "./other.ts";\n\nexport const thing = host + other;\n',
  ],
  ["services/other.ts", 'export const other = "x";\n'],
  ["services/late.ts", 'export const late = "x";\n'],
  ["services/answering.ts", 'import browser from "webextension-polyfill";\n\nexport { browser };\n'],
  [
    "components/clean.tsx",
    'import { h } from "preact";\nimport { host } from "@/core/clean.ts";\n\nexport const Clean = (): unknown => h("p", null, host);\n',
  ],
  [
    "entrypoints/clean.ts",
    'import { Clean } from "@/components/clean.tsx";\nimport { host } from "@/core/clean.ts";\nimport { thing } from "@/services/clean.ts";\n\nexport const all = [Clean, host, thing];\n',
  ],
  [
    "tools/clean.ts",
    'import { readFileSync } from "node:fs";\nimport { host } from "../core/clean.ts";\n\nexport const thing = readFileSync(host);\n',
  ],
];
