// What counts as the same character when text is searched: case, full width, and the script where a pair is known.

/** Code units by the number of what they are folded to. Letters and digits come first: words are made of them. */
export const letters = 26;
/** The last number of a letter or digit. */
export const lastLatin = 36;
/** Spaces and what cannot be seen; a line's end is none. */
export const space = 37;
export const firstOther = 38;

/** Traditional and other forms of a character, to the one that stands for all. */
export type ScriptPairs = ReadonlyMap<string, string>;

export const spaces: readonly number[] = [0x09, 0x20, 0xa0, 0xad, 0x2009, 0x200b, 0x200c, 0x200d, 0x3000, 0xfeff];

/** Those of them that nobody sees: with or without them a text is written the same. */
export const invisible = /[\u00ad\u200b-\u200d\ufeff]/g;

/** The code unit that stands for all that are searched as one. */
export function foldUnit(unit: number, pairs: ScriptPairs): number {
  let folded = unit;
  if (folded >= 0xff01 && folded <= 0xff5e) folded -= 0xfee0;
  if (folded >= 0x41 && folded <= 0x5a) return folded + 0x20;
  if (folded < 0x80 || (folded >= 0xd800 && folded < 0xe000)) return folded;
  const normal = String.fromCharCode(folded).normalize("NFC");
  const character = normal.length === 1 ? normal : String.fromCharCode(folded);
  return (pairs.get(character) ?? character).charCodeAt(0);
}

/** The number of a folded letter, digit or space; 0 for all others, which are numbered as they come. */
export function fixedClass(folded: number): number {
  if (folded >= 0x61 && folded <= 0x7a) return folded - 0x60;
  if (folded >= 0x30 && folded <= 0x39) return letters + 1 + folded - 0x30;
  return 0;
}

/** A bit for letters and one for digits: neighbours of one kind are a word or number, within which no term begins or ends. */
export function kindOf(number: number): number {
  if (number === 0 || number > lastLatin) return 0;
  return number <= letters ? 0x4000 : 0x8000;
}
