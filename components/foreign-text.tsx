// Text from outside, such as a host or a rule: isolated from the line around it, inert, and cut to a sane length.

interface ForeignTextProps {
  text: string;
  maxLength?: number;
}

export function ForeignText({ text, maxLength = 120 }: ForeignTextProps) {
  return (
    <bdi class="foreign" translate={false}>
      {cut(visible(text), maxLength)}
    </bdi>
  );
}

/** Control characters and direction marks would act rather than be seen. */
function visible(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\u{FFFD}");
}

/** Both ends tell: a host's at the right, a path's at the left. */
function cut(text: string, maxLength: number): string {
  const characters = [...text];
  if (characters.length <= maxLength) return text;
  const half = Math.floor((maxLength - 1) / 2);
  return `${characters.slice(0, half).join("")}…${characters.slice(-half).join("")}`;
}
