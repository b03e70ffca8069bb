// Something behind a line that opens it: what is never opened is never drawn.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface FoldProps {
  class?: string;
  title: ComponentChildren;
  isOpen?: boolean;
  children: ComponentChildren;
}

export function Fold({ class: name, title, isOpen = false, children }: FoldProps) {
  const [isSeen, setIsSeen] = useState(isOpen);
  const look = ({ currentTarget }: { currentTarget: HTMLDetailsElement }): void => {
    if (currentTarget.open) setIsSeen(true);
  };
  return (
    <details class={name} open={isOpen} onToggle={look}>
      <summary>{title}</summary>
      {isSeen && children}
    </details>
  );
}
