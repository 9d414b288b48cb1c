// The options of a variable as a list that is searched and walked, and what a press on one makes of the choice. Pure.
import { allValue, type VariableOption } from '#shared/model/dashboard/variable.ts';
import { grouped } from '../times.ts';

/** More are not read, they are searched for. */
export const mostShown = 200;

export interface ShownOptions {
  options: readonly VariableOption[];
  /** How many match beyond those. */
  more: number;
}

/** Those with the words in them, the ones that begin with them first. */
export function matchingOptions(options: readonly VariableOption[], search: string): ShownOptions {
  const words = search.trim().toLowerCase();
  const found = words === '' ? options : options.filter(({ text }) => text.toLowerCase().includes(words));
  const begins = ({ text }: VariableOption): number => (text.toLowerCase().startsWith(words) ? 0 : 1);
  const ordered = words === '' ? found : found.toSorted((a, b) => begins(a) - begins(b));
  return { options: ordered.slice(0, mostShown), more: Math.max(0, found.length - mostShown) };
}

/** All excludes the others, the others exclude All; where several may be chosen, a press puts one in or takes it out. */
export function pressed(chosen: readonly string[], value: string, multi: boolean): string[] {
  if (!multi || value === allValue) return [value];
  const others = chosen.filter((one) => one !== allValue);
  return others.includes(value) ? others.filter((one) => one !== value) : [...others, value];
}

/** The choice in a few words: `All`, one name, or the first and how many more. */
export function choiceInWords(chosen: readonly string[], options: readonly VariableOption[]): string {
  if (chosen.length === 0) return 'none';
  if (chosen.includes(allValue)) return 'All';
  const [first = ''] = chosen;
  const word = options.find(({ value }) => value === first)?.text ?? first;
  const shown = word === '' ? 'empty' : word;
  return chosen.length === 1 ? shown : `${shown} + ${grouped(chosen.length - 1)}`;
}
