// Opens the packs of suppressed words once, as cold as can be, and prints the milliseconds from the first one's file to a
// scan that can begin, and from the second one's to rules that can be judged.

import { readFileSync } from "node:fs";
import { type Pack, readPack } from "../../core/pack.ts";
import { openMatcher } from "../../core/phrases/matcher.ts";
import { openRules } from "../../core/phrases/rules.ts";

const [, , terms = "", rules = ""] = process.argv;
const open = (file: string): Pack => readPack(new Uint8Array(readFileSync(file)), file);

const started = performance.now();
openMatcher(open(terms));
const ready = performance.now();
openRules(open(rules));
process.stdout.write(`${ready - started} ${performance.now() - ready}`);
