// A page's state that is not a verdict: a sign, a sentence, and what can be said about it.

import type { ComponentChildren } from "preact";
import type { Sign } from "@/core/status-shapes.ts";
import { StatusIcon } from "./status-icon.tsx";

interface NoticeProps {
  sign: Sign;
  title: string;
  children?: ComponentChildren;
}

export function Notice({ sign, title, children }: NoticeProps) {
  return (
    <section class="notice">
      <header class="headline">
        <StatusIcon sign={sign} />
        <h1>{title}</h1>
      </header>
      {children}
    </section>
  );
}
