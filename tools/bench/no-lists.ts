// Stands in for services/lists.ts in a build of the extension that has nothing to open.

const verdict = {
  url: "",
  host: "",
  asOf: "2026-01-01",
  status: "unlisted",
  confidence: null,
  alsoRefuses: false,
  disputed: false,
  scope: null,
  rule: null,
  evidence: [],
  service: null,
  categories: [],
  dossier: null,
};

export function openLists(): object {
  return {
    verdict: async (url: string) => ({
      verdict: { ...verdict, url },
      lists: { kind: "ready", date: verdict.asOf, note: null },
    }),
    onChange: () => {},
  };
}
