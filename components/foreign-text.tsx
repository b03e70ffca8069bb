// Text from outside, such as a host or a rule: isolated from the line around it, inert, and cut to a sane length.

import { plainText } from "@/core/plain-text.ts";

interface ForeignTextProps {
  text: string;
  maxLength?: number;
}

export function ForeignText({ text, maxLength = 120 }: ForeignTextProps) {
  return (
    <bdi class="foreign" translate={false}>
      {plainText(text, maxLength)}
    </bdi>
  );
}
