// The codes by which a name of the table tells its services, categories and dossiers: 8 * text + 2 * kind, + 1 where
// subdomains are left out. `domestic` has no texts.

const kinds = ["domestic", "service", "category", "dossier"] as const;
export type ContextKind = (typeof kinds)[number];

export function writeCode(kind: ContextKind, text: number, isFull: boolean): number {
  return text * 8 + kinds.indexOf(kind) * 2 + (isFull ? 1 : 0);
}

export function readCode(code: number): { kind: ContextKind; text: number; isFull: boolean } {
  return { kind: kinds[(code >>> 1) & 3] ?? "domestic", text: code >>> 3, isFull: (code & 1) === 1 };
}
