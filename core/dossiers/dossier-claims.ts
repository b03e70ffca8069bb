// What dossiers contribute to verdicts: which dossier a domain has, and what its sources report of that very domain.
//
// In the pack `dossier` a domain is assigned `google`, its dossier, and for each claim `google|blocks|SINCE|READ`.

import type { Day } from "../verdict.ts";

export interface DossierClaim {
  readonly dossier: string;
  readonly says: "blocks" | "refuses";
  /** the day since which it is reported */
  readonly since: Day;
  /** the day of the newest work that says so */
  readonly read: Day;
}

export function formatClaim({ dossier, says, since, read }: DossierClaim): string {
  return [dossier, says, since, read].join("|");
}

/** A claim, or nothing where the text is the id of a dossier alone. */
export function parseClaim(text: string): DossierClaim | undefined {
  const [dossier = "", says, since = "", read = ""] = text.split("|");
  return says === "blocks" || says === "refuses" ? { dossier, says, since, read } : undefined;
}
