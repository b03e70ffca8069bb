// Opens the pack of suppressed words once, as cold as can be, and prints the milliseconds from its file to readiness.

import { readFileSync } from "node:fs";
import { readPack } from "../../core/pack.ts";
import { openPhrases } from "../../core/phrases/phrases.ts";

const [, , file = ""] = process.argv;
const started = performance.now();
openPhrases(readPack(new Uint8Array(readFileSync(file)), file, true));
process.stdout.write(String(performance.now() - started));
