// `npm run facts`: compiles what others published into data/, or brings the committed list up to a newer version.

import { runFacts } from "./facts/command.ts";

process.exitCode = runFacts(process.argv.slice(2), console);
