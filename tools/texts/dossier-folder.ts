// The folder data/dossiers: every file read, and what of them counts in verdicts.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatClaim } from "../../core/dossiers/dossier-claims.ts";
import type { AssignmentFact } from "../../core/fact-files.ts";
import { type DossierFact, dossierSchema } from "./dossier-file.ts";
import { firstDayOf } from "./fields.ts";
import { type ReadFile, readYaml } from "./yaml-file.ts";

/** Every dossier by its id, in the order of ids, as far as it could be read. */
export function readDossiers(folder: string): Map<string, ReadFile<DossierFact>> {
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
  return new Map(
    files.sort().map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      return [file.slice(0, -".yaml".length), readYaml(text, `dossiers/${file}`, dossierSchema)];
    }),
  );
}

/** Which domain has which dossier, and the claims on each domain. Throws the first `FactError`. */
export function assignDossiers(folder: string): AssignmentFact[] {
  return [...readDossiers(folder)].flatMap(([id, { value, problems }]) => {
    const problem = problems[0];
    if (problem) throw problem;
    const assigned = (value?.domains ?? []).map((domain) => ({ name: id, domain, match: "domain" as const }));
    const claimed = (value?.evidence ?? []).flatMap(({ says, since, read, domains }) => {
      const name = formatClaim({ dossier: id, says, since: firstDayOf(since), read: firstDayOf(read) });
      return domains.map((domain) => ({ name, domain, match: "domain" as const }));
    });
    return [...assigned, ...claimed];
  });
}
