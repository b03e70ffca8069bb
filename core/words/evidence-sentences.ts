// What one source says, in words no stronger than the source: "listed since", never "blocked since".

import type { Day, Evidence } from "../verdict.ts";
import type { Words } from "./words.ts";

export function evidenceSentence(words: Words, evidence: Evidence): string {
  const sentences = [words.sentence(evidenceClause(words, evidence))];
  const { leftWith, holds } = evidence;
  if (!holds && leftWith !== null) sentences.push(words.sentence(words.cleanUp(leftWith)));
  return sentences.join(words.space);
}

export function evidenceClause(words: Words, evidence: Evidence): string {
  const clause = clauseOf(words, evidence);
  return evidence.elsewhere ? words.elsewhere(clause) : clause;
}

function clauseOf(words: Words, evidence: Evidence): string {
  switch (evidence.source) {
    case "gfwlist":
      return listed(words, evidence);
    case "gfw-sni":
    case "henan-sni":
      return measured(words, evidence);
    case "gfw-sni-zones": {
      const { made, holds } = evidence;
      const clause = made === null ? words.zonesUndated : words.zones(...made);
      return holds ? clause : words.zonesEnded(clause);
    }
    case "greatfire":
      return words.greatfire(evidence.asOf);
    case "dossier":
      return reported(words, evidence);
  }
}

function reported(words: Words, { says, intervals, asOf }: Evidence): string {
  const clause = words.dossier[says];
  const since = intervals[0]?.[0];
  return since === undefined ? clause : words.dossierDated(clause, since.slice(0, 7), asOf.slice(0, 7));
}

/** The end of an interval of a list is the day on which the rule was gone. */
function listed(words: Words, { says, intervals }: Evidence): string {
  const first = intervals[0]?.[0];
  const last = intervals.at(-1);
  const say = {
    blocks: { since: words.listed, until: words.listedUntil, undated: words.listedUndated },
    refuses: { since: words.refuses, until: words.refusesUntil, undated: words.refusesUndated },
    works: { since: words.works, until: words.worksUntil, undated: words.worksUndated },
  }[says];
  if (first === undefined || last === undefined) return say.undated;
  const [from, left] = last;
  const tell = (since: Day): string => (left === null ? say.since(since) : say.until(since, left));
  const out = intervals[0]?.[1] ?? null;
  // One gap can be told; of several the first and the last date are.
  if (intervals.length === 2 && out !== null) return words.interruptedOnce(tell(first), out, from);
  return first === from ? tell(from) : words.interrupted(tell(from), first);
}

/** The end of an interval of a measurement is the last day on which the name was cut. */
function measured(words: Words, evidence: Evidence): string {
  const { days, daysTested, intervals, holds, asOf } = evidence;
  const counted = days !== null && daysTested !== null;
  const clause =
    evidence.source === "henan-sni"
      ? counted
        ? words.cutHenan(days, daysTested)
        : words.cutHenanUncounted
      : counted
        ? words.cut(days, daysTested)
        : words.cutUncounted;
  const from: Day | undefined = intervals[0]?.[0];
  if (from === undefined) return clause;
  const during = words.during(clause, from, intervals.at(-1)?.[1] ?? asOf);
  const dated = intervals.length > 1 ? words.broken(during) : during;
  return holds ? dated : words.noLongerCut(dated, asOf);
}
