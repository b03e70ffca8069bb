// Foreign text, such as a host or a rule, as one line with nothing hidden in it.

/** Line breaks, control characters and direction marks are shown as such; of a long text both ends remain. */
export function plainText(text: string, maxLength = 300): string {
  const characters = [...text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\u{FFFD}")];
  if (characters.length <= maxLength) return characters.join("");
  const half = Math.floor((maxLength - 1) / 2);
  return `${characters.slice(0, half).join("")}…${characters.slice(-half).join("")}`;
}
