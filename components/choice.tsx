// One thing to choose: on or off, or one of a few; with a sentence on what it means where it needs one.

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface SwitchProps {
  label: string;
  note?: string;
  isOn: boolean;
  set: (isOn: boolean) => void;
}

export function Switch({ label, note, isOn, set }: SwitchProps) {
  const id = useId();
  return (
    <div class="switch">
      <label>
        <input
          type="checkbox"
          checked={isOn}
          onChange={({ currentTarget }) => set(currentTarget.checked)}
          {...(note === undefined ? {} : { "aria-describedby": id })}
        />
        <span>{label}</span>
      </label>
      {note !== undefined && (
        <p class="aside" id={id}>
          {note}
        </p>
      )}
    </div>
  );
}

interface OneOfProps<Value extends string> {
  legend: string;
  values: readonly Value[];
  labels: Readonly<Record<Value, string>>;
  chosen: Value;
  set: (value: Value) => void;
  note?: string;
  /** how each would look */
  previews?: Readonly<Record<Value, ComponentChildren>>;
}

export function OneOf<Value extends string>({
  legend,
  values,
  labels,
  chosen,
  set,
  note,
  previews,
}: OneOfProps<Value>) {
  const [name, id] = [useId(), useId()];
  return (
    <fieldset class="one-of" {...(note === undefined ? {} : { "aria-describedby": id })}>
      <legend>{legend}</legend>
      {values.map((value) => (
        <label key={value}>
          <input type="radio" name={name} checked={value === chosen} onChange={() => set(value)} />
          <span>{labels[value]}</span>
          {previews?.[value]}
        </label>
      ))}
      {note !== undefined && (
        <p class="aside" id={id}>
          {note}
        </p>
      )}
    </fieldset>
  );
}
