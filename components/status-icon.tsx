// A status as a drawing; the words beside it say the same, so it is hidden from screen readers.

import { gridSize, shapes, type Sign } from "@/core/status-shapes.ts";

interface StatusIconProps {
  sign: Sign;
}

export function StatusIcon({ sign }: StatusIconProps) {
  const { path, colour } = shapes[sign];
  return (
    <svg class="status-icon" viewBox={`0 0 ${gridSize} ${gridSize}`} aria-hidden="true">
      <path d={path} fill={colour} fill-rule="evenodd" />
    </svg>
  );
}
