// `npm run check`: without arguments it checks the project; with addresses it prints their verdicts.

const asked = process.argv.slice(2);
const isAboutProject = asked.length === 0;
const run = isAboutProject ? (await import("./checks.ts")).checkProject : (await import("./verdicts.ts")).printVerdicts;
process.exitCode = await run(asked);
