// `npm run check`: without arguments it checks the project; with addresses it prints their verdicts.

const asked = process.argv.slice(2);
const isAboutProject = asked.every((argument) => argument.startsWith("--step"));
const run = isAboutProject ? (await import("./checks.ts")).checkProject : (await import("./verdicts.ts")).printVerdicts;
process.exitCode = await run(asked);
