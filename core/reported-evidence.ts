// What dossiers say of an address: that press and research reported a block, or a service that turns visitors away.

import { type Asked, contentsOf, plainEvidence, scopeOfName, sourceOf } from "./asked.ts";
import { readCode } from "./context-codes.ts";
import { parseClaim } from "./dossiers/dossier-claims.ts";
import type { Evidence } from "./verdict.ts";

/** The reports on the narrowest name that has any. `exempt`: a host that works. */
export function reportedEvidence(asked: Asked, exempt: string | undefined): Evidence[] {
  const source = sourceOf(asked, "dossier");
  if (!source) return [];
  const { dossiers } = contentsOf(asked);
  for (const { name, record } of asked.chain.toReversed()) {
    const items = record.context.flatMap((code): Evidence[] => {
      const { kind, text } = readCode(code);
      const claim = kind === "dossier" ? parseClaim(dossiers[text] ?? "") : undefined;
      if (!claim || claim.since > asked.day) return [];
      return [
        {
          ...plainEvidence(source, "dossier"),
          says: claim.says,
          holds: true,
          rule: name,
          scope: scopeOfName(name, asked.address.isIp),
          intervals: [[claim.since, null]],
          elsewhere: exempt !== undefined && exempt.endsWith(`.${name}`),
          asOf: claim.read < asked.day ? claim.read : asked.day,
        },
      ];
    });
    if (items.length > 0) return items;
  }
  return [];
}
