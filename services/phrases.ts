// Opens the packs of suppressed words, and searches texts in slices.

import { DamagedBytes } from "@/core/bytes.ts";
import { type Pack, readPack } from "@/core/pack.ts";
import { findRules, type RuleHits } from "@/core/phrases/find-rules.ts";
import { type Matcher, openMatcher } from "@/core/phrases/matcher.ts";
import { arrange, type FoundWords, type PageText } from "@/core/phrases/page-words.ts";
import { openRules, type Rules } from "@/core/phrases/rules.ts";
import { findTerms } from "@/core/phrases/scan.ts";
import { browser } from "./browser.ts";
import { digestOf } from "./digest.ts";
import { inSlices } from "./slices.ts";

interface PackFile {
  readonly file: string;
  readonly sha256: string;
}

/** Put in by modules/packs.ts. */
declare const __PACKS__: { readonly phrases: { readonly terms: PackFile; readonly rules: PackFile } | null };

/** Whether this build has suppressed words at all. */
export function hasPhrases(): boolean {
  return __PACKS__.phrases !== null;
}

/** The pack that says which terms there are, and the one that says what rules are made of them. */
let matcher: Promise<Matcher> | undefined;
let rules: Promise<Rules> | undefined;

/**
 * In a page not by `fetch`, which hands the bytes on through a stream: a third of the time more, in Chromium. A service
 * worker has no other way.
 */
async function readPackFile(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const url = browser.runtime.getURL(`packs/${file}`);
  if (!("XMLHttpRequest" in globalThis)) return new Uint8Array(await (await fetch(url)).arrayBuffer());
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.responseType = "arraybuffer";
    request.addEventListener("load", () => resolve(new Uint8Array(request.response as ArrayBuffer)));
    request.addEventListener("error", () => reject(new Error(`packs/${file} could not be read`)));
    request.send();
  });
}

/** Throws `DamagedBytes` where it is not what was built. */
async function open<Opened>(name: "terms" | "rules", openPack: (pack: Pack) => Opened): Promise<Opened> {
  const { file, sha256 } = __PACKS__.phrases?.[name] ?? { file: "", sha256: "" };
  const start = performance.now();
  const bytes = await readPackFile(file);
  if ((await digestOf(bytes)) !== sha256) {
    throw new DamagedBytes(file, 0, "its digest is not the one it was packed with");
  }
  const opened = openPack(readPack(bytes, file, true));
  performance.measure(`wallsight-${name}-ready`, { start });
  return opened;
}

/**
 * What of a page was found, its parts apart. Fails with `DamagedBytes` where a pack is not what was built; then the
 * next call reads them again.
 */
export async function findWords({ title, headline, text }: PageText): Promise<FoundWords> {
  try {
    return await inSlices(arrange(await find(title), await find(headline), await find(text)));
  } catch (error) {
    matcher = rules = undefined;
    throw error;
  }
}

/** The rules are not even read where no term stands in the text. */
async function find(text: string): Promise<RuleHits | undefined> {
  const scan = await inSlices(findTerms(await (matcher ??= open("terms", openMatcher)), text));
  if (scan.terms().length === 0) return undefined;
  return inSlices(findRules(await (rules ??= open("rules", openRules)), scan));
}
