// Which of a variable's options counts: what a person chose, else what was chosen when the dashboard was saved, else the
// first. What is no longer among the options is kept and said, as a query for it may still find the past. Pure.
import { allValue, type Variable, type VariableOption, type VariableValue } from '#shared/model/dashboard/variable.ts';

export interface ChosenValue {
  value: VariableValue;
  problem: string | null;
}

/** @param wanted values a person chose; undefined where nobody did. */
export function chosenValue(
  variable: Variable,
  options: readonly VariableOption[],
  wanted: readonly string[] | undefined,
): ChosenValue {
  // prettier-ignore
  const { name, source, multi, includeAll, allAs } = variable;
  const several = multi || includeAll;
  const made = (values: readonly string[], texts: readonly string[], all: boolean, problem: string | null): ChosenValue => ({ value: { name, values: [...values], texts: [...texts], all, allAs: all ? allAs : null, multi: several }, problem }); // prettier-ignore
  if (source.kind === 'text') {
    const text = wanted?.[0] ?? variable.chosen[0]?.value ?? source.value;
    return made([text], [text], false, null);
  }
  if (source.kind === 'constant') return made([source.value], [source.value], false, null);
  const byValue = new Map(options.map((option) => [option.value, option]));
  const saved = variable.chosen.map(({ value }) => value);
  const asked = wanted ?? (source.kind === 'datasource' ? [] : saved);
  if (asked.includes(allValue) && includeAll) {
    if (options.length > 0 || allAs !== null) return made(options.map(({ value }) => value), options.map(({ text }) => text), true, null); // prettier-ignore
    return made([''], ['All'], false, 'There are no values to choose from; an empty text stands for them.');
  }
  const plain = asked.filter((value) => value !== allValue).slice(0, multi ? undefined : 1);
  const known = plain.filter((value) => byValue.has(value));
  const textOf = (value: string): string => byValue.get(value)?.text ?? value;
  // A choice of the author's that is not on this system gives way to what is; a person's own choice stays.
  const kept = wanted === undefined ? known : plain;
  if (kept.length > 0) {
    const lost = kept.filter((value) => !byValue.has(value));
    const problem = lost.length === 0 || source.kind === 'interval' ? null : `${lost.slice(0, 3).join(', ')} ${lost.length === 1 ? 'is' : 'are'} not among its values now.`; // prettier-ignore
    return made(kept, kept.map(textOf), false, problem);
  }
  if (wanted !== undefined && wanted.length === 0 && multi) return made([], [], false, 'Nothing is chosen.');
  const [first] = options;
  if (first === undefined) {
    if (includeAll && allAs !== null) return made([], [], true, null);
    if (source.kind === 'none' || source.kind === 'datasource') return made([], [], false, null);
    // As in Grafana: `cluster=""` finds what has no such label, and so a set made for many clusters shows the one.
    return made([''], [''], false, 'There are no values to choose from; an empty text stands for them.');
  }
  if (includeAll && saved.length === 0 && wanted === undefined) {
    return made(
      options.map(({ value }) => value),
      options.map(({ text }) => text),
      true,
      null,
    );
  }
  return made([first.value], [first.text], false, null);
}
