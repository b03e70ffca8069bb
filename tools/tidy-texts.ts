// Part of `npm run format`: writes the YAML files of data/ the one way, fields in their order.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FactError } from "../core/fact-files.ts";
import { repository } from "./table-file.ts";
import { contextSchemas } from "./texts/context-files.ts";
import { dossierSchema } from "./texts/dossier-file.ts";
import { tidyYaml } from "./texts/yaml-file.ts";

const data = join(repository, "data");
const dossiers = readdirSync(join(data, "dossiers"))
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => [`dossiers/${file}`, dossierSchema] as const);
const context = Object.entries(contextSchemas).map(([name, schema]) => [`context/${name}.yaml`, schema] as const);

for (const [path, schema] of [...dossiers, ...context]) {
  const text = readFileSync(join(data, path), "utf8");
  try {
    const tidy = tidyYaml(text, path, schema);
    if (tidy !== text) writeFileSync(join(data, path), tidy);
  } catch (error) {
    if (!(error instanceof FactError)) throw error;
    console.error(`data/${error.message}`);
    process.exitCode = 1;
  }
}
