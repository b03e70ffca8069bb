// Whether, how and which links are marked, and whether they are counted.

import type { VNode } from "preact";
import { type Change, type Choices, type MarkKind, markKinds, type MarkStyle, markStyles } from "@/core/choices.ts";
import { shapes } from "@/core/status-shapes.ts";
import type { ChoosingWords } from "@/core/words/choosing/en.ts";
import { OneOf, Switch } from "./choice.tsx";
import { StatusIcon } from "./status-icon.tsx";

interface MarksProps {
  say: ChoosingWords;
  choices: Choices;
  change: (change: Change) => void;
}

/** The two that the first page asks as well. */
export function MarkAndCount({ say: { marks: say }, choices, change }: MarksProps) {
  return (
    <>
      <Switch label={say.on} note={say.seen} isOn={choices.marks} set={(marks) => change({ marks })} />
      <Switch label={say.count} note={say.timed} isOn={choices.count} set={(count) => change({ count })} />
    </>
  );
}

export function MarksSection({ say, choices, change }: MarksProps) {
  const { markKinds: chosen } = choices;
  const setKind = (kind: MarkKind, isMarked: boolean): void =>
    change({ markKinds: markKinds.filter((each) => (each === kind ? isMarked : chosen.includes(each))) });
  return (
    <section>
      <h2>{say.marks.title}</h2>
      <MarkAndCount say={say} choices={choices} change={change} />
      <OneOf
        legend={say.marks.style}
        values={markStyles}
        labels={say.marks.styles}
        chosen={choices.markStyle}
        set={(markStyle) => change({ markStyle })}
        previews={previewsOf(say.marks.example)}
      />
      <fieldset class="one-of">
        <legend>{say.marks.kinds}</legend>
        {markKinds.map((kind) => (
          <label key={kind}>
            <input
              type="checkbox"
              checked={chosen.includes(kind)}
              onChange={({ currentTarget }) => setKind(kind, currentTarget.checked)}
            />
            <StatusIcon sign={kind} />
            <span>{say.marks.kindNames[kind]}</span>
          </label>
        ))}
      </fieldset>
    </section>
  );
}

function previewsOf(text: string): Record<MarkStyle, VNode> {
  const { colour } = shapes.blocked;
  const draw = (style: MarkStyle): VNode => (
    <span class={`preview preview-${style}`} aria-hidden="true" style={{ "--mark": colour }}>
      <span>{text}</span>
      {style === "sign" && <StatusIcon sign="blocked" />}
    </span>
  );
  return { underline: draw("underline"), tint: draw("tint"), sign: draw("sign") };
}
